import { DescribeContainerInstancesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { startScenario, type Scenario } from '../support/scenario';

describe('a task in its stop timeout', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('keeps the instance although runningTasksCount is 0, and never completes while its container runs', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, ignoreSigterm: true, stopTimeoutSeconds: 5 }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);

    const status = await scenario.untilStatus(leaving, ({ tasks }) => tasks?.[0]?.state === 'stopping');
    expect(status).toMatchObject({
      phase: 'wait-for-tasks',
      tasks: [{ lastStatus: 'STOPPING', role: 'service' }],
    });
    const ecs = new ECSClient(scenario.accessAs('PERSON'));
    const { containerInstances } = await ecs.send(
      new DescribeContainerInstancesCommand({
        cluster: world.cluster,
        containerInstances: [world.containerInstance(leaving).id],
      }),
    );
    ecs.destroy();
    expect(containerInstances).toMatchObject([{ runningTasksCount: 0 }]);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(aws.record.entries.filter((entry) => entry.kind === 'container-ended')).toMatchObject([
      { how: 'sigkill' },
    ]);
    expect(scenario.findings()).toEqual([]);
  });
});
