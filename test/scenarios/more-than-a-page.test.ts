import { startScenario, type Scenario } from '../support/scenario';

describe('more than a page', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('of container instances hides nobody', async () => {
    const world = scenario.createWorld({ cluster: 'large', instances: 230 });
    const leaving = [0, 115, 229].map((index) => world.instanceIds[index] ?? '');
    await Promise.all(leaving.map((id) => scenario.terminate(id)));

    const results = await Promise.all(leaving.map((id) => scenario.result(id)));

    expect(results.map(({ outcome }) => outcome)).toEqual(['drained', 'drained', 'drained']);
    expect(scenario.findings()).toEqual([]);
  });

  it('of tasks hides no container that still runs', async () => {
    const world = scenario.createWorld({
      cluster: 'crowded',
      // The last of them listed are those that run longest.
      standalone: [
        { family: 'short', runSeconds: 1, count: 140 },
        { family: 'long', runSeconds: 5, count: 5 },
      ],
      services: [{ name: 'web', desiredCount: 110, stopSeconds: 3, minimumHealthyPercent: 0 }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
