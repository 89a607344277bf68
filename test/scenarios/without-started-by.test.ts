import { startScenario, type Scenario } from '../support/scenario';

describe('a task without startedBy', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is waited for and never stopped by us', async () => {
    const world = scenario.createWorld({
      standalone: [{ family: 'nobody', runSeconds: 3 }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    const ends = scenario.aws.record.entries.filter((entry) => entry.kind === 'container-ended');
    expect(ends.map((entry) => entry.how)).toEqual(['by-itself', 'sigterm']);
    expect(scenario.ourCalls('StopTask')).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
  });
});
