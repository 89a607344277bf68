import { startScenario, type Scenario } from '../support/scenario';

describe('sixty terminations at once', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it("stay within our share of the account's request rates, and all end well", async () => {
    const world = scenario.createWorld({
      instances: 63,
      services: [{ name: 'web', desiredCount: 80, stopSeconds: 1 }],
      selfStarted: { 'node-agent': {} },
    });
    const leaving = world.instanceIds.slice(0, 60);
    await Promise.all(leaving.map((id) => scenario.terminate(id)));

    const results = await Promise.all(leaving.map((id) => scenario.result(id)));

    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['drained']));
    expect(scenario.findings()).toEqual([]);
    // One before DRAINING for what is protected, two after it and one at the end, and again where something moved in between:
    // not once an observation.
    expect(scenario.ourCalls('ListTasks').length).toBeLessThanOrEqual(60 * 6);
    expect(scenario.ourCalls('ListClusters').length).toBeLessThanOrEqual(10);
  });
});
