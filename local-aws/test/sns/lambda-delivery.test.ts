import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  PublishCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { InvocationRecord, LambdaHandler, RecordEntry } from '../../src/index';
import { createWorld } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const test = useTestAws();

const invocation = (what: InvocationRecord['change']['what'], attempt?: number) => (e: RecordEntry) =>
  e.kind === 'lambda' &&
  e.change.what === what &&
  (attempt === undefined || (e.change.what !== 'dead-letter' && e.change.attempt === attempt));

const subscribe = async (target: LambdaHandler | string) => {
  const Endpoint = test.aws.lambda.register('starter', target);
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  const { SubscriptionArn } = await test.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint }),
  );
  return { TopicArn, SubscriptionArn, Endpoint };
};

it("invokes a function with the exact shape of SNS's event", async () => {
  const events: unknown[] = [];
  const { TopicArn, SubscriptionArn } = await subscribe((event) => events.push(event));
  const { MessageId } = await test.sns.send(
    new PublishCommand({ TopicArn, Message: 'hello', Subject: 'subject' }),
  );
  await test.aws.record.until(invocation('succeeded'));
  expect(events).toEqual([
    {
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: SubscriptionArn,
          Sns: {
            Type: 'Notification',
            MessageId,
            TopicArn,
            Subject: 'subject',
            Message: 'hello',
            Timestamp: '2026-01-01T00:00:00.000Z',
            SignatureVersion: '1',
            Signature: expect.any(String) as string,
            SigningCertUrl: expect.stringContaining('https://sns.eu-west-1.amazonaws.com/') as string,
            UnsubscribeUrl: expect.stringContaining(SubscriptionArn ?? '?') as string,
            MessageAttributes: {},
          },
        },
      ],
    },
  ]);
});

it('publishes what Auto Scaling says of a termination', async () => {
  const messages: string[] = [];
  const notify = test.aws.lambda.register('starter', (event) => messages.push(JSON.stringify(event)));
  const hooks = [{ name: 'drain', notify, notificationMetadata: 'meta' }];
  const InstanceId = first(createWorld(test.aws, { cluster: 'demo', hooks }).instanceIds);
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
  const sent = await test.aws.record.until(
    (e) => e.kind === 'notification' && e.message.includes(InstanceId),
  );
  const action = test.aws.record.entries.find((e) => e.kind === 'lifecycle-action');
  expect(sent).toMatchObject({
    subject: `Auto Scaling:  Lifecycle action 'TERMINATING' for instance ${InstanceId} in progress.`,
  });
  expect(JSON.parse(sent.kind === 'notification' ? sent.message : '')).toEqual({
    LifecycleHookName: 'drain',
    AccountId: '123456789012',
    RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    AutoScalingGroupName: 'demo',
    Service: 'AWS Auto Scaling',
    Time: '2026-01-01T00:00:00.000Z',
    LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    NotificationMetadata: 'meta',
    EC2InstanceId: InstanceId,
    LifecycleActionToken: action?.kind === 'lifecycle-action' ? action.token : undefined,
    Origin: 'AutoScalingGroup',
    Destination: 'EC2',
  });
});

it('retries a failed invocation after one and two minutes, then records a dead letter', async () => {
  const { TopicArn } = await subscribe(() => Promise.reject(new Error('no Temporal')));
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  await test.aws.record.until(invocation('failed', 1));
  test.clock.advanceBy(59_999);
  expect(test.aws.record.entries.some(invocation('invoked', 2))).toBe(false);
  test.clock.advanceBy(1);
  await test.aws.record.until(invocation('failed', 2));
  test.clock.advanceBy(119_999);
  expect(test.aws.record.entries.some(invocation('invoked', 3))).toBe(false);
  test.clock.advanceBy(1);
  await test.aws.record.until(invocation('failed', 3));
  const dead = await test.aws.record.until(invocation('dead-letter'));
  expect(dead).toMatchObject({ change: { error: 'no Temporal' } });
});

it('invokes a process in the way of the Lambda runtime interface emulator', async () => {
  const got: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push(`${request.method ?? ''} ${request.url ?? ''} ${body.slice(0, 12)}`);
      response.end(got.length === 1 ? '{"errorMessage":"first one fails"}' : '{"ok":true}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const { TopicArn } = await subscribe(`http://127.0.0.1:${port}`);
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  await test.aws.record.until(invocation('failed', 1));
  test.clock.advanceBy(60_000);
  expect(await test.aws.record.until(invocation('succeeded'))).toMatchObject({
    change: { result: { ok: true } },
  });
  expect(got).toEqual(Array(2).fill('POST /2015-03-31/functions/function/invocations {"Records":['));
  server.closeAllConnections();
  server.close();
});

it('delivers once to a function that was subscribed twice', async () => {
  const { TopicArn } = await subscribe(() => undefined);
  await subscribe(() => undefined);
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  const { seq } = await test.aws.record.until(invocation('succeeded'));
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello again' }));
  await test.aws.record.until(invocation('succeeded'), { afterSeq: seq });
  expect(test.aws.record.entries.filter(invocation('invoked'))).toHaveLength(2);
});

it('delivers nothing to who has unsubscribed', async () => {
  const { TopicArn, SubscriptionArn } = await subscribe(() => undefined);
  await test.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  expect(test.aws.record.entries.at(-1)?.kind).toBe('notification');
});

it('refuses protocols that it does not deliver to', async () => {
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  const subscription = new SubscribeCommand({
    TopicArn,
    Protocol: 'email',
    Endpoint: 'nobody@example.com',
  });
  expect((await refusal(test.sns.send(subscription))).name).toBe('InvalidParameterException');
});

it('a message for a function that is not there goes to the dead-letter queue of its subscription', async () => {
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  const Endpoint = test.aws.lambda.arnOf('nowhere');
  const deadLetterTargetArn = 'arn:aws:sqs:eu-west-1:123456789012:dead';
  const subscribeWith = (RedrivePolicy: string) =>
    test.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint, Attributes: { RedrivePolicy } }),
    );
  expect((await refusal(subscribeWith('{'))).name).toBe('InvalidParameterException');
  await subscribeWith(JSON.stringify({ deadLetterTargetArn }));
  await test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  const dead = await test.aws.record.until(invocation('dead-letter'), { timeoutMs: 1_000 });
  expect(dead).toMatchObject({ functionArn: Endpoint, change: { target: deadLetterTargetArn } });
  expect(test.aws.record.entries.some(invocation('invoked'))).toBe(false);
});

it('a deleted topic takes no message', async () => {
  const { TopicArn } = await subscribe(() => undefined);
  await test.sns.send(new DeleteTopicCommand({ TopicArn }));
  const publish = test.sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
  expect((await refusal(publish)).name).toBe('NotFoundException');
});
