import { startScenario, type Scenario } from '../support/scenario';

describe('an ECS that is not well', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is told as a condition that names the call, for as long as it is so and no longer', async () => {
    const { aws } = scenario;
    const [leaving = ''] = scenario.createWorld({ standalone: [{ family: 'batch' }] }).instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ tasks }) => tasks?.length === 1);
    const endFault = aws.faults.add({ service: 'ecs', kind: 'error', code: 'ServerException', status: 503 });

    const blind = await scenario.untilStatus(leaving, ({ conditions }) => conditions.length > 0);
    expect(blind).toMatchObject({
      reason: 'CannotSee',
      conditions: [
        {
          type: 'AwsUnreachable',
          message: expect.stringMatching(/^ecs\.Describe\w+: ServerException/) as string,
        },
      ],
      tasks: [{ state: 'running' }],
    });

    endFault();
    await scenario.untilStatus(leaving, ({ conditions }) => conditions.length === 0);
    await scenario.endTasks('batch');
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
  });
});
