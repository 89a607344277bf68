import { WorkflowFailedError } from '@temporalio/client';
import type { drainInstance } from '../../src/workflows/drain';
import { drainIdOf } from '../../src/workflows/drain.api';
import { personIn } from '../support/person';
import { hookName, mutatingOperations, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('an instance that waits in our hook and whose drain is over', () => {
  let scenario: Scenario;
  beforeEach(async () => {
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName] } });
  });
  afterEach(() => scenario.stop());

  it('because somebody terminated it, is drained all the same', async () => {
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.drain(leaving).terminate('by hand');

    await expect(swept(scenario)).resolves.toMatchObject({
      started: [{ ec2InstanceId: leaving, lifecycleHookName: hookName, lastDrain: 'terminated' }],
      left: [],
    });
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.endTasks('batch');
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
  });

  it.each([
    ['failed', 'nonsense', {}],
    ['timed-out', undefined, { taskQueue: 'nobody', workflowExecutionTimeout: '1 second' as const }],
  ])('because it %s, is drained all the same', async (how, ec2InstanceId, options) => {
    const [leaving = ''] = scenario.createWorld().instanceIds;
    scenario.aws.faults.add({ kind: 'notification-lost' });
    await scenario.terminate(leaving);
    const handle = await scenario.client.workflow.start<typeof drainInstance>('drainInstance', {
      workflowId: drainIdOf(leaving, scenario.aws),
      taskQueue: scenario.taskQueue,
      args: [{ ec2InstanceId: ec2InstanceId ?? leaving }],
      ...options,
    });
    await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);

    await expect(swept(scenario)).resolves.toMatchObject({
      started: [{ ec2InstanceId: leaving, lastDrain: how }],
    });
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
  });

  it('because an operator cancelled it, is left as it is', async () => {
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.drain(leaving).cancel();
    await expect(scenario.drain(leaving).result()).rejects.toBeInstanceOf(WorkflowFailedError);
    const { runId } = await scenario.drain(leaving).describe();
    const before = scenario.ourCalls(...mutatingOperations).length;

    await expect(swept(scenario)).resolves.toMatchObject({
      started: [],
      left: [{ ec2InstanceId: leaving, lifecycleHookName: hookName, reason: 'cancelled' }],
      orphaned: [],
    });
    await expect(scenario.drain(leaving).describe()).resolves.toMatchObject({
      runId,
      status: { name: 'CANCELLED' },
    });
    expect(scenario.ourCalls(...mutatingOperations)).toHaveLength(before);
  });

  it('because an operator cancelled it after the hook had come upon it, is left as it is', async () => {
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    const person = personIn(scenario);
    await person.askForDrain(leaving);
    person.leave();
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ lifecycleHooks }) => lifecycleHooks.length > 0);
    await scenario.drain(leaving).cancel();
    await expect(scenario.drain(leaving).result()).rejects.toBeInstanceOf(WorkflowFailedError);

    await expect(swept(scenario)).resolves.toMatchObject({
      started: [],
      left: [{ ec2InstanceId: leaving, lifecycleHookName: hookName, reason: 'cancelled' }],
    });
  });

  it('because it has completed our hook, while another is not, is left to the other', async () => {
    const world = scenario.createWorld({
      hooks: [{ name: hookName, notify: scenario.starterArn }, { name: 'backup' }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    const { runId } = await scenario.drain(leaving).describe();

    await expect(swept(scenario)).resolves.toMatchObject({
      waiting: 1,
      started: [],
      left: [{ ec2InstanceId: leaving, lifecycleHookName: hookName, reason: 'completed' }],
      orphaned: [],
    });
    expect((await scenario.drain(leaving).describe()).runId).toBe(runId);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
  });

  it('because an operator had asked for it before Auto Scaling did, gets one that completes the hook', async () => {
    const world = scenario.createWorld();
    const [leaving = ''] = world.instanceIds;
    const person = personIn(scenario);
    await person.askForDrain(leaving);
    person.leave();
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained-on-request' });
    scenario.aws.faults.add({ kind: 'notification-lost' });
    await scenario.terminate(leaving);

    await expect(swept(scenario)).resolves.toMatchObject({
      started: [{ ec2InstanceId: leaving, lastDrain: 'completed' }],
    });
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
  });
});
