import { completionOf } from '../support/task-life';
import { startScenario, type Scenario } from '../support/scenario';

describe('fifty terminations where ten may act at once', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { maxConcurrentDrains: 10 } });
  });
  afterAll(() => scenario.stop());

  it('never act more than ten at once; all end well, and no hook expires', async () => {
    const world = scenario.createWorld({
      instances: 53,
      services: [{ name: 'web', desiredCount: 60, stopSeconds: 1 }],
      selfStarted: { 'node-agent': {} },
    });
    const leaving = world.instanceIds.slice(0, 50);
    await Promise.all(leaving.map((id) => scenario.terminate(id)));
    const waiting = leaving.at(-1) ?? '';
    await scenario.untilStatus(
      waiting,
      ({ reason, outcome }) => reason === 'AwaitingPermit' || outcome !== undefined,
    );

    const results = await Promise.all(leaving.map((id) => scenario.result(id)));

    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['drained']));
    const { record } = scenario.aws;
    const begun = record.entries.flatMap((entry) =>
      entry.kind === 'container-instance' && entry.status === 'DRAINING' ? [{ at: entry.at, change: 1 }] : [],
    );
    const ended = leaving.map((id) => ({ at: completionOf(scenario.aws, id)?.at ?? Infinity, change: -1 }));
    expect(begun).toHaveLength(50);
    let acting = 0;
    let most = 0;
    for (const { change } of [...begun, ...ended].sort((a, b) => a.at - b.at || a.change - b.change)) {
      acting += change;
      most = Math.max(most, acting);
    }
    expect(most).toBe(10);
    expect(scenario.findings()).toEqual([]);
  }, 120_000);
});
