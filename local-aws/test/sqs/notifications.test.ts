import {
  PutLifecycleHookCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { createWorld, Refused } from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { bodiesIn } from '../support/queues';

const test = useTestAws();
let Endpoint: string;
beforeEach(() => {
  Endpoint = test.aws.sqs.createQueue('drain').arn;
});

const subscribed = async (Attributes?: Record<string, string>) => {
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  const { SubscriptionArn } = await test.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, ...(Attributes && { Attributes }) }),
  );
  return { TopicArn, SubscriptionArn };
};
const sent = () => bodiesIn(test.aws, 'drain');

it("a topic's message comes in SNS's envelope", async () => {
  const { TopicArn, SubscriptionArn } = await subscribed();
  const { MessageId } = await test.sns.send(
    new PublishCommand({ TopicArn, Message: '{"a":1}', Subject: 'subject' }),
  );
  expect(sent()).toEqual([
    {
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'subject',
      Message: '{"a":1}',
      Timestamp: '2026-01-01T00:00:00.000Z',
      SignatureVersion: '1',
      Signature: expect.any(String) as string,
      SigningCertURL: expect.stringContaining('https://sns.eu-west-1.amazonaws.com/') as string,
      UnsubscribeURL: expect.stringContaining(SubscriptionArn ?? '?') as string,
    },
  ]);
});

it('a raw delivery is the message as it is', async () => {
  const { TopicArn } = await subscribed({ RawMessageDelivery: 'true' });
  await test.sns.send(new PublishCommand({ TopicArn, Message: '{"a":1}' }));
  expect(sent()).toEqual([{ a: 1 }]);
});

it('is lost, doubled or late on its way as one to a function is', async () => {
  const { TopicArn } = await subscribed({ RawMessageDelivery: 'true' });
  test.aws.faults.add({ kind: 'notification-doubled' });
  await test.sns.send(new PublishCommand({ TopicArn, Message: '{"a":1}' }));
  expect(sent()).toEqual([{ a: 1 }, { a: 1 }]);
});

it('a message for a queue that is not there goes to the dead letters of its subscription', async () => {
  test.aws.sqs.createQueue('dead');
  Endpoint = test.aws.sqs.arnOf('nowhere');
  const deadLetterTargetArn = test.aws.sqs.arnOf('dead');
  const { TopicArn } = await subscribed({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) });
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  expect(bodiesIn(test.aws, 'dead')).toMatchObject([{ Type: 'Notification', Message: 'hello' }]);
});

it('raw delivery is for queues', async () => {
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  const subscription = new SubscribeCommand({
    TopicArn,
    Protocol: 'lambda',
    Endpoint: test.aws.lambda.arnOf('f'),
    Attributes: { RawMessageDelivery: 'true' },
  });
  expect((await refusal(test.sns.send(subscription))).name).toBe('InvalidParameterException');
});

it('a hook notifies a queue with the bare lifecycle object', async () => {
  const world = createWorld(test.aws, { cluster: 'demo', hooks: [{ name: 'drain', notify: Endpoint }] });
  expect(sent()).toMatchObject([{ Event: 'autoscaling:TEST_NOTIFICATION', AutoScalingGroupName: 'demo' }]);
  const InstanceId = first(world.instanceIds);
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
  expect(sent()[1]).toMatchObject({
    EC2InstanceId: InstanceId,
    LifecycleHookName: 'drain',
    Service: 'AWS Auto Scaling',
  });
});

it('a hook or a world with a queue that is not there is refused', async () => {
  createWorld(test.aws, { cluster: 'demo' });
  const NotificationTargetARN = test.aws.sqs.arnOf('nowhere');
  const put = new PutLifecycleHookCommand({
    AutoScalingGroupName: 'demo',
    LifecycleHookName: 'drain',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    NotificationTargetARN,
    RoleARN: 'arn:aws:iam::123456789012:role/notify',
  });
  expect((await refusal(test.autoScaling.send(put))).message).toMatch(/^Unable to publish test message/);
  const hooks = [{ name: 'drain', notify: NotificationTargetARN }];
  expect(() => createWorld(test.aws, { cluster: 'other', hooks })).toThrow(Refused);
});
