import { CompleteLifecycleActionCommand, AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { hookName, patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('a group with two hooks', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('gets ours completed, and the other left to its owner', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      hooks: [{ name: hookName, notify: scenario.starterArn }, { name: 'backup' }],
      standalone: [{ family: 'batch', runSeconds: 1 }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    const owner = new AutoScalingClient(scenario.accessAs('BACKUP'));
    await owner.send(
      new CompleteLifecycleActionCommand({
        AutoScalingGroupName: world.group,
        LifecycleHookName: 'backup',
        InstanceId: leaving,
        LifecycleActionResult: 'CONTINUE',
      }),
    );
    owner.destroy();
    await scenario.untilTerminated(leaving);
    const completed = await aws.record.until(
      (entry) =>
        entry.kind === 'lifecycle-action' &&
        entry.lifecycleHookName === 'backup' &&
        entry.change.what === 'completed',
      { timeoutMs: patienceMs },
    );
    expect(completed).toMatchObject({ change: { by: 'BACKUP' } });
    expect(scenario.findings()).toEqual([]);
  });
});
