import { quietRuntime } from '../support/quiet';
import { startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('a hook whose notification was lost', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({ worker: false });
  });
  afterAll(() => scenario.stop());

  it('is found by the sweep: the instance is drained, and the hook completed once', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      standalone: [{ family: 'batch' }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.startWorker({ spec: { notificationTargets: Object.values(world.topicArns) } });
    aws.faults.add({ kind: 'notification-lost' });
    await scenario.terminate(leaving);

    const hook = { ec2InstanceId: leaving, autoScalingGroupName: world.group, lifecycleHookName: 'drain' };
    await expect(swept(scenario)).resolves.toEqual({
      observed: 1,
      waiting: 1,
      started: [{ ...hook, lastDrain: 'none' }],
      left: [],
      orphaned: [],
      leftOff: 0,
    });
    // The drain that was just started is the instance's; another sweep starts none beside it.
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    await expect(swept(scenario)).resolves.toMatchObject({
      started: [],
      left: [{ ...hook, reason: 'drain-runs' }],
      orphaned: [],
    });

    await scenario.endTasks('batch');
    await expect(scenario.drain(leaving).result()).resolves.toMatchObject({
      outcome: 'drained',
      completedHooks: [`${world.group}/drain`],
    });
    await scenario.untilTerminated(leaving);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
  });
});
