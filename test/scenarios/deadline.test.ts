import { ourHook } from '../support/our-hook';
import { startScenario, type Scenario } from '../support/scenario';
import { completionOf, endOf } from '../support/task-life';

describe('a deadline', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  const container = { stopTimeoutSeconds: 4, stopSeconds: 3 };

  it.each([
    ['a standalone task that runs on', { standalone: [{ family: 'one', ...container }] }],
    [
      'a task that ECS cannot move',
      {
        instances: 2,
        services: [
          { name: 'one', desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 100, ...container },
        ],
      },
    ],
  ])('stops %s early enough for a clean stop, and no earlier', async (what, spec) => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      cluster: what.replaceAll(' ', '-'),
      hooks: [ourHook(scenario, { deadlineSeconds: 25 })],
      ...spec,
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    const { deadline, tasks } = await scenario.untilStatus(leaving, (status) =>
      Boolean(status.tasks?.[0]?.until),
    );
    expect(deadline).toMatchObject({ setBy: 'spec', result: 'CONTINUE' });
    expect(tasks).toMatchObject([{ state: 'running' }]);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    const { toldAt = 0, reason } = endOf(aws, leaving, 'one');
    expect(reason).toContain('its deadline leaves just the time for a clean stop');
    expect(toldAt).toBeGreaterThanOrEqual(tasks?.[0]?.until ?? Infinity);
    expect(toldAt + container.stopTimeoutSeconds * 1000).toBeLessThan(deadline?.at ?? 0);
    expect(completionOf(aws, leaving)?.at).toBeLessThan(deadline?.at ?? 0);
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
