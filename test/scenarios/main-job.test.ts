import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('an Auto Scaling termination', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('drains the instance, from the notification to the completed lifecycle action', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({
      instances: 3,
      services: [{ name: 'web', desiredCount: 4, stopSeconds: 1 }, { name: 'log-agent' }],
      selfStarted: { 'node-agent': { stopSeconds: 0.5 } },
      standalone: [{ family: 'batch', runSeconds: 2, count: 3 }],
    });
    const [leaving = ''] = world.instanceIds;

    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', heartbeats: 1 });
    await scenario.untilTerminated(leaving);
    expect(scenario.findings()).toEqual([]);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toMatchObject([
      {
        input: {
          LifecycleHookName: hookName,
          AutoScalingGroupName: world.group,
          LifecycleActionResult: 'CONTINUE',
          LifecycleActionToken: tokenOf(scenario, leaving),
        },
        outcome: { kind: 'ok' },
      },
    ]);

    const completedAt = aws.record.entries.findIndex(
      (entry) => entry.kind === 'lifecycle-action' && entry.change.what === 'completed',
    );
    const lastStatuses = new Map<string, string>();
    for (const entry of aws.record.entries.slice(0, completedAt)) {
      if (entry.kind === 'task' && entry.ec2InstanceId === leaving)
        lastStatuses.set(entry.taskArn, entry.lastStatus);
    }
    expect(new Set(lastStatuses.values())).toEqual(new Set(['STOPPED']));
    expect(lastStatuses.size).toBeGreaterThanOrEqual(4);

    const untouched = aws.record.entries.filter(
      (entry) =>
        entry.kind === 'container-instance' && entry.ec2InstanceId !== leaving && entry.status !== 'ACTIVE',
    );
    expect(untouched).toEqual([]);
  });
});

function tokenOf({ aws }: Scenario, ec2InstanceId: string): string | undefined {
  const started = aws.record.entries.find(
    (entry) => entry.kind === 'lifecycle-action' && entry.instanceId === ec2InstanceId,
  );
  return started?.kind === 'lifecycle-action' ? started.token : undefined;
}
