import { patienceMs, startScenario, type Scenario } from '../support/scenario';

describe('a message that arrives while the drain takes its last observation', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('is not lost', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({ selfStarted: { 'node-agent': {} } });
    const [leaving = ''] = world.instanceIds;
    const message = (token: string) => ({
      Records: [
        {
          Sns: {
            TopicArn: world.topicArns['drain'],
            Message: JSON.stringify({
              LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
              AutoScalingGroupName: world.group,
              LifecycleHookName: 'drain',
              EC2InstanceId: leaving,
              LifecycleActionToken: token,
            }),
          },
        },
      ],
    });
    // Too early: nobody terminates the instance yet, and the second observation is about to believe that.
    aws.lambda.invokeAsync(scenario.starterArn, message('premature'));
    await scenario.untilStatus(leaving, ({ reason }) => reason === 'NotTerminating');
    // The answer of the last observation is on its way, slowly, when the true message comes.
    const soFar = aws.record.entries.length;
    aws.faults.add({
      service: 'autoscaling',
      operation: 'DescribeAutoScalingInstances',
      kind: 'slow',
      latencyMs: 2000,
    });
    await aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'DescribeAutoScalingInstances',
      { timeoutMs: patienceMs, afterSeq: soFar },
    );
    aws.faults.clear();
    await scenario.terminate(leaving);

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 1 });
    expect(scenario.findings()).toEqual([]);
  });
});
