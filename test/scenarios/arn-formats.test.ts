import { startScenario, type Scenario } from '../support/scenario';

describe('container instance and task ARNs', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it.each(['short', 'long'] as const)('in the %s format are understood', async (arnFormat) => {
    const world = scenario.createWorld({
      cluster: `${arnFormat}-arns`,
      arnFormat,
      services: [{ name: 'log-agent' }],
      selfStarted: { 'node-agent': { stopSeconds: 0.2 } },
      standalone: [{ family: 'batch', runSeconds: 2 }],
    });
    const [leaving = ''] = world.instanceIds;
    expect(world.containerInstance(leaving).arn.split('/')).toHaveLength(arnFormat === 'short' ? 2 : 3);

    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.ourCalls('StopTask').at(-1)?.input).toMatchObject({
      cluster: expect.stringContaining(world.cluster) as string,
    });
    expect(scenario.findings()).toEqual([]);
  });
});
