import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';
import { endOf } from '../support/task-life';

describe('a grace for standalone tasks', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('lets them run on for so long, then stops them cleanly, and leaves services to ECS', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      instances: 2,
      hooks: [ourHook(scenario, { standaloneGraceSeconds: 4 })],
      services: [{ name: 'web', desiredCount: 2 }],
    });
    const [leaving = ''] = world.instanceIds;
    scenario.createWorld({
      group: 'more',
      instances: 0,
      hooks: [],
      standalone: [{ family: 'batch', stopSeconds: 1, count: 2 }],
    });
    await scenario.terminate(leaving);
    const { tasks } = await scenario.untilStatus(leaving, (status) => status.tasks?.length === 1);
    expect(tasks).toMatchObject([{ role: 'standalone', waitsFor: 'HasGrace' }]);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    const draining = aws.record.entries.find(
      (entry) => entry.kind === 'container-instance' && entry.status === 'DRAINING',
    );
    const { toldAt, reason } = endOf(aws, leaving, 'batch');
    expect(toldAt).toBeGreaterThanOrEqual((draining?.at ?? Infinity) + 4000);
    expect(reason).toContain('a rule says so');
    expect(endOf(aws, leaving, 'web').reason).not.toContain('ecs-drain');
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
