import { startScenario, type Scenario } from '../support/scenario';

describe('a read that our role may not make', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
    // The instance that is not DRAINING yet shows for as long as its change of state takes.
    scenario.aws.faults.add({
      service: 'ecs',
      operation: 'UpdateContainerInstancesState',
      kind: 'slow',
      latencyMs: 1500,
      on: 'machine',
    });
  });
  afterAll(() => scenario.stop());

  it.each(['DescribeServices', 'DescribeTaskDefinition', 'GetTaskProtection'])(
    'such as %s, is named by a condition, and the drain goes on without it',
    async (operation) => {
      const endFault = scenario.aws.faults.add({
        service: 'ecs',
        operation,
        kind: 'error',
        code: 'AccessDeniedException',
        status: 400,
        message: `not authorized to perform: ecs:${operation}`,
      });
      const [leaving = ''] = scenario.createWorld({
        cluster: `denied-${operation}`,
        instances: 2,
        services: [{ name: 'web', desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 100 }],
      }).instanceIds;
      await scenario.terminate(leaving);

      const { conditions } = await scenario.untilStatus(leaving, (status) =>
        status.conditions.some(({ type }) => type === 'AccessDenied'),
      );
      expect(conditions[0]?.message).toBe(
        `ecs.${operation}: AccessDeniedException: not authorized to perform: ecs:${operation}`,
      );

      await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
      await scenario.endTasks('web');
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
      await scenario.untilTerminated(leaving);
      expect(scenario.findings()).toEqual([]);
      endFault();
    },
  );
});
