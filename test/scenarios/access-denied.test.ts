import { startScenario, type Scenario } from '../support/scenario';

describe('access denied', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it.each([
    ['ecs', 'UpdateContainerInstancesState', 'set-draining'],
    ['ecs', 'DescribeTasks', 'wait-for-tasks'],
    ['ecs', 'StopTask', 'stop-daemons'],
    ['autoscaling', 'DescribeAutoScalingInstances', 'confirm'],
    ['autoscaling', 'DescribeLifecycleHooks', 'confirm'],
    ['autoscaling', 'CompleteLifecycleAction', 'complete'],
  ] as const)(
    'to %s %s is a condition of the drain, not its end, and fixing it fixes the drain',
    async (service, operation, phase) => {
      const { aws } = scenario;
      const endFault = aws.faults.add({
        service,
        operation,
        kind: 'error',
        code: service === 'ecs' ? 'AccessDeniedException' : 'AccessDenied',
        status: service === 'ecs' ? 400 : 403,
        message: `not authorized to perform: ${service}:${operation}`,
      });
      const world = scenario.createWorld({
        cluster: `denied-${operation}`,
        selfStarted: { [`own-${operation}`]: {} },
      });
      const [leaving = ''] = world.instanceIds;
      await scenario.terminate(leaving);

      const denied = await scenario.untilStatus(leaving, ({ callErrors }) => callErrors.length > 0);
      expect(denied).toMatchObject({
        phase,
        callErrors: [
          {
            operation: `${service}.${operation}`,
            cause: 'permanent',
            message: expect.stringContaining('not authorized') as string,
          },
        ],
      });

      endFault();
      await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
      expect(scenario.findings()).toEqual([]);
    },
  );
});
