import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { hookName, mutatingOperations, startScenario, type Scenario } from '../support/scenario';

describe('a message that lies', () => {
  let scenario: Scenario;
  let sns: SNSClient;
  beforeAll(async () => {
    scenario = await startScenario();
    sns = new SNSClient(scenario.accessAs('FORGER'));
  });
  afterAll(async () => {
    sns.destroy();
    await scenario.stop();
  });

  const lie = (topicArn: string | undefined, group: string, ec2InstanceId: string, hook = hookName) =>
    sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify({
          LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
          AutoScalingGroupName: group,
          LifecycleHookName: hook,
          EC2InstanceId: ec2InstanceId,
          LifecycleActionToken: '00000000-0000-4000-8000-000000000000',
        }),
      }),
    );

  it('about a healthy instance touches nothing, and the drain ends saying so', async () => {
    const world = scenario.createWorld({
      cluster: 'healthy',
      services: [{ name: 'healthy-web', desiredCount: 1 }],
    });
    const [healthy = ''] = world.instanceIds;
    await lie(world.topicArns[hookName], world.group, healthy);

    await expect(scenario.result(healthy)).resolves.toMatchObject({ outcome: 'not-terminating' });
    expect(scenario.ourCalls(...mutatingOperations)).toEqual([]);
  });

  it("about an instance that waits in somebody else's hook leaves that hook alone", async () => {
    const { aws } = scenario;
    aws.lambda.register('their-lambda', () => Promise.resolve());
    const world = scenario.createWorld({
      cluster: 'theirs',
      hooks: [{ name: 'backup', notify: aws.lambda.arnOf('their-lambda') }],
    });
    const ours = scenario.createWorld({ cluster: 'ours' });
    const [waiting = ''] = world.instanceIds;
    await scenario.terminate(waiting);
    await lie(ours.topicArns[hookName], world.group, waiting, 'backup');

    await expect(scenario.result(waiting)).resolves.toMatchObject({ outcome: 'not-our-hook' });
    expect(scenario.ourCalls(...mutatingOperations)).toEqual([]);
  });

  it('about another hook, while a drain goes on, changes nothing in that drain', async () => {
    const world = scenario.createWorld({ cluster: 'busy', standalone: [{ family: 'busy-batch' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');

    await lie(world.topicArns[hookName], world.group, leaving, 'backup');
    await lie(world.topicArns[hookName], 'no-such-group', leaving);
    await scenario.untilStatus(leaving, ({ lifecycleHooks }) => lifecycleHooks.length === 3);
    await scenario.endTasks('busy-batch');

    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  });
});
