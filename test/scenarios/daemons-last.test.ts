import { startScenario, type Scenario } from '../support/scenario';
import { endOf } from '../support/task-life';

describe('daemons', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('go last: the self-started are stopped once only daemons remain, of DAEMON services too', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      instances: 2,
      services: [
        { name: 'web', desiredCount: 2, stopSeconds: 2 },
        { name: 'log-router', stopSeconds: 9 },
      ],
      selfStarted: { 'node-agent': {}, 'metrics-agent': { stopSeconds: 1 } },
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    const { tasks = [] } = await scenario.untilStatus(leaving, (status) =>
      Boolean(status.tasks?.some(({ role }) => role === 'daemon-service')),
    );
    expect(tasks.filter(({ role }) => role === 'daemon-service')).toMatchObject([{ service: 'log-router' }]);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    const replica = endOf(aws, leaving, 'web');
    const daemon = endOf(aws, leaving, 'log-router');
    for (const family of ['node-agent', 'metrics-agent']) {
      const { toldAt, reason } = endOf(aws, leaving, family);
      expect(reason).toContain('only daemons are left');
      expect(toldAt).toBeGreaterThanOrEqual(replica.stoppedAt ?? Infinity);
      // Daemons do not wait for each other.
      expect(toldAt).toBeLessThan(daemon.stoppedAt ?? 0);
    }
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
