import { hookName, startScenario, type Scenario } from '../support/scenario';

describe('a stale token', () => {
  let scenario: Scenario;
  beforeAll(async () => {
    scenario = await startScenario();
  });
  afterAll(() => scenario.stop());

  it('while the instance still waits does not keep the action from being completed', async () => {
    const { aws } = scenario;
    // What the hook says is lost; what arrives is an older message, with a token of an action that has long ended.
    aws.lambda.register('nobody', () => Promise.resolve());
    const world = scenario.createWorld({
      hooks: [{ name: hookName, notify: aws.lambda.arnOf('nobody'), heartbeatTimeoutSeconds: 30 }],
      standalone: [{ family: 'batch', runSeconds: 2 }],
    });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    aws.lambda.invokeAsync(scenario.starterArn, {
      Records: [
        {
          EventSource: 'aws:sns',
          Sns: {
            MessageId: 'old',
            TopicArn: world.topicArns[hookName],
            Message: JSON.stringify({
              LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
              AutoScalingGroupName: world.group,
              LifecycleHookName: hookName,
              EC2InstanceId: leaving,
              LifecycleActionToken: '00000000-0000-4000-8000-000000000000',
            }),
          },
        },
      ],
    });

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });

    await scenario.untilTerminated(leaving);
    expect(scenario.ourCalls('CompleteLifecycleAction')).toMatchObject([
      { input: { InstanceId: leaving }, outcome: { kind: 'ok' } },
    ]);
    expect(scenario.findings()).toEqual([]);
  });
});
