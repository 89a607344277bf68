import { WorkflowFailedError } from '@temporalio/client';
import { forge, type Forged } from '../support/forged';
import { personIn } from '../support/person';
import { hookName, mutatingOperations, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('what an operator cancelled stays cancelled, whatever runs come between', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    // For as long as a hook that is not there is looked for, the run in between goes on.
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName], absenceGraceSeconds: 6 } });
  });
  afterAll(() => scenario.stop());

  it('a message for another hook runs, and neither a sweep nor a late message starts what was cancelled', async () => {
    const world = scenario.createWorld({ standalone: [{ family: 'batch' }] });
    const [leaving = ''] = world.instanceIds;
    const drain = scenario.drain(leaving);
    const original: Forged = {
      topicArn: world.topicArns[hookName],
      group: world.group,
      hook: hookName,
      ec2InstanceId: leaving,
    };
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await drain.cancel();
    await expect(drain.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    const { runId: cancelledRun } = await drain.describe();
    // For the hook that is nowhere heartbeats are tried, in vain.
    const callsForHook = () =>
      scenario
        .ourCalls(...mutatingOperations)
        .filter(({ input }) => !JSON.stringify(input).includes('nowhere')).length;
    const before = callsForHook();
    const left = [{ ec2InstanceId: leaving, lifecycleHookName: hookName, reason: 'cancelled' }];

    await forge(scenario, { ...original, hook: 'nowhere' });
    const between = await drain.describe();
    expect(between).toMatchObject({ status: { name: 'RUNNING' } });
    expect(between.runId).not.toBe(cancelledRun);
    await forge(scenario, original);
    await expect(swept(scenario)).resolves.toMatchObject({ started: [], left });
    await expect(drain.result()).resolves.toMatchObject({ outcome: 'not-our-hook' });

    await expect(swept(scenario)).resolves.toMatchObject({ started: [], left });
    await forge(scenario, original);
    await forge(scenario, { ...original, token: '11111111-1111-4111-8111-111111111111' });
    await expect(drain.describe()).resolves.toMatchObject({
      runId: between.runId,
      status: { name: 'COMPLETED' },
    });
    expect(callsForHook()).toBe(before);

    const person = personIn(scenario);
    await person.askForDrain(leaving);
    person.leave();
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await expect(swept(scenario)).resolves.toMatchObject({ started: [{ ec2InstanceId: leaving }] });
    await scenario.endTasks('batch');
    await expect(drain.result()).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
  });

  it('an operator who asks while the run in between goes on gets the drain', async () => {
    const world = scenario.createWorld({ cluster: 'asked', standalone: [{ family: 'asked-batch' }] });
    const [leaving = ''] = world.instanceIds;
    const drain = scenario.drain(leaving);
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await drain.cancel();
    await expect(drain.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    await forge(scenario, {
      topicArn: world.topicArns[hookName],
      group: world.group,
      hook: 'nowhere',
      ec2InstanceId: leaving,
    });

    const person = personIn(scenario);
    await person.askForDrain(leaving);
    person.leave();
    await scenario.untilStatus(leaving, ({ requestedBy }) => requestedBy !== undefined);
    await expect(swept(scenario)).resolves.toMatchObject({
      started: [{ ec2InstanceId: leaving, lastDrain: 'runs' }],
    });
    await scenario.endTasks('asked-batch');
    await expect(drain.result()).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
  });
});
