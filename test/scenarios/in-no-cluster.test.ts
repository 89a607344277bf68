import { startScenario, type Scenario } from '../support/scenario';

describe('an instance that is in no cluster', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario({ spec: { absenceGraceSeconds: 10 } });
  });
  afterAll(() => scenario.stop());

  it('gets its action completed after the second observation, instead of being left to time out', async () => {
    const world = scenario.createWorld({ joinCluster: false });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'not-in-cluster' });

    await scenario.untilTerminated(leaving);
    const [completed] = scenario.ourCalls('CompleteLifecycleAction');
    const observations = scenario
      .ourCalls('ListContainerInstances')
      .filter(({ seq }) => seq < (completed?.seq ?? 0));
    expect(observations.length).toBeGreaterThanOrEqual(2);
    expect((completed?.at ?? 0) - (observations[0]?.at ?? 0)).toBeGreaterThanOrEqual(10_000);
    expect(scenario.findings()).toEqual([]);
  });

  it('is drained after all when it joins while its absence is still doubted', async () => {
    const world = scenario.createWorld({
      cluster: 'late',
      bootSeconds: 1.2,
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    expect(() => world.containerInstance(leaving)).toThrow('in no cluster');
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ reason }) => reason === 'NotInCluster');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });
    expect(scenario.findings()).toEqual([]);
  });
});
