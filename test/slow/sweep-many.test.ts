import { hookName, startScenario, type Scenario } from '../support/scenario';
import { swept } from '../support/swept';

describe('more instances than a page', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { lifecycleHooks: [hookName], mode: 'shadow' } });
  });
  afterAll(() => scenario.stop());

  it('are all looked at, and every one that waits without a drain gets one', async () => {
    const { aws } = scenario;
    aws.faults.add({ kind: 'notification-lost' });
    const worlds = ['one', 'two'].map((cluster) => scenario.createWorld({ cluster, instances: 65 }));
    const leaving = worlds.flatMap(({ instanceIds }) => [
      ...instanceIds.slice(0, 2),
      ...instanceIds.slice(-2),
    ]);
    for (const id of leaving) await scenario.terminate(id);

    const { observed, waiting, started, left } = await swept(scenario);
    expect({ observed, waiting, left }).toEqual({ observed: 130, waiting: 8, left: [] });
    expect(started.map(({ ec2InstanceId }) => ec2InstanceId)).toEqual([...leaving].sort());
    for (const id of leaving)
      await expect(scenario.drain(id).describe()).resolves.toMatchObject({ status: { name: 'RUNNING' } });
    const pages = scenario.ourCalls('DescribeAutoScalingInstances').filter(
      ({ input }) => !('InstanceIds' in (input as object)), // what our own client sent
    );
    expect(pages).toHaveLength(3);
    for (const id of leaving) await scenario.drain(id).terminate('seen');
  });
});
