import { PublishCommand } from '@aws-sdk/client-sns';
import { z } from 'zod';
import type { NotificationFault } from '../../src/index';
import { useTestAws } from '../support/aws';

const event = z.object({ Records: z.tuple([z.object({ Sns: z.object({ Message: z.string() }) })]) });

const test = useTestAws();
let received: string[];
let topicArn: string;
beforeEach(() => {
  received = [];
  const topic = test.aws.sns.createTopic('topic');
  topicArn = topic.arn;
  test.aws.sns.subscribe(
    topic,
    test.aws.lambda.register('f', (raw) => void received.push(event.parse(raw).Records[0].Sns.Message)),
  );
});

const publish = (Message: string) => test.sns.send(new PublishCommand({ TopicArn: topicArn, Message }));
const invocations = (n: number) =>
  test.aws.record.until(
    () =>
      test.aws.record.entries.filter((e) => e.kind === 'lambda' && e.change.what === 'succeeded').length >= n,
  );
const strikeOnce = (fault: NotificationFault) => test.aws.faults.add({ ...fault, times: 1 });

it('loses a notification', async () => {
  strikeOnce({ kind: 'notification-lost' });
  await publish('one');
  await publish('two');
  await invocations(1);
  expect(received).toEqual(['two']);
  expect(test.aws.record.entries).toContainEqual(
    expect.objectContaining({ kind: 'notification-fault', topicArn, fault: 'notification-lost' }),
  );
});

it('doubles a notification', async () => {
  strikeOnce({ kind: 'notification-doubled' });
  await publish('one');
  await invocations(2);
  expect(received).toEqual(['one', 'one']);
});

it('delivers a notification late', async () => {
  strikeOnce({ kind: 'notification-late', delaySeconds: 90 });
  await publish('one');
  await publish('two');
  await invocations(1);
  expect(received).toEqual(['two']);
  test.clock.advanceBy(90_000);
  await invocations(2);
  expect(received).toEqual(['two', 'one']);
});

it('lets a notification be overtaken by the next', async () => {
  strikeOnce({ kind: 'notification-reordered' });
  await publish('one');
  await publish('two');
  await publish('three');
  await invocations(3);
  expect(received).toEqual(['two', 'one', 'three']);
});

it('delivers one that nothing overtakes all the same, once', async () => {
  strikeOnce({ kind: 'notification-reordered', atMostSeconds: 30 });
  await publish('one');
  test.clock.advanceBy(30_000);
  await invocations(1);
  await publish('two');
  await invocations(2);
  expect(received).toEqual(['one', 'two']);
});

it('leaves the notifications of other topics alone', async () => {
  test.aws.faults.add({ kind: 'notification-lost', topicArn: `${topicArn}-other` });
  await publish('one');
  await invocations(1);
  expect(received).toEqual(['one']);
});
