import { startScenario, type Scenario } from '../support/scenario';

describe('a hundred terminations at once', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it("stay within our share of the account's request rates, and all end well", async () => {
    const world = scenario.createWorld({
      instances: 103,
      services: [{ name: 'web', desiredCount: 120, stopSeconds: 1 }],
      selfStarted: { 'node-agent': {} },
    });
    const leaving = world.instanceIds.slice(0, 100);
    await Promise.all(leaving.map((id) => scenario.terminate(id)));

    const results = await Promise.all(leaving.map((id) => scenario.result(id)));

    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['drained']));
    expect(scenario.findings()).toEqual([]);
    // Twice for each after DRAINING; what is beyond that was listed again because something moved.
    expect(scenario.ourCalls('ListTasks').length).toBeLessThanOrEqual(250);
    expect(scenario.ourCalls('ListClusters').length).toBeLessThanOrEqual(10);
  });
});
