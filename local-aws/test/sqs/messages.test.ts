import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';

const test = useTestAws();
let QueueUrl: string;
const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  (await test.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
beforeEach(async () => {
  QueueUrl = await create('drain');
});

const send = (MessageBody: string, more: object = {}) =>
  test.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (more: object = {}) =>
  (await test.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ??
  [];
const bodies = async (more: object = {}) => (await receive(more)).map(({ Body }) => Body);
const remove = (ReceiptHandle: string | undefined) =>
  test.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

it('answers messages with what they say of themselves', async () => {
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'spot' } };
  const { MessageId } = await send('hello', { MessageAttributes });
  test.clock.advanceBy(1_000);
  expect(
    await receive({ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] }),
  ).toMatchObject([
    {
      MessageId,
      Body: 'hello',
      Attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: String(test.clock.now() - 1_000),
        ApproximateFirstReceiveTimestamp: String(test.clock.now()),
      },
      MessageAttributes,
    },
  ]);
});

it('gives attributes only to those who ask for them', async () => {
  await send('hello');
  expect(first(await receive()).Attributes).toBeUndefined();
  test.clock.advanceBy(30_000);
  expect(first(await receive({ AttributeNames: ['ApproximateReceiveCount'] })).Attributes).toEqual({
    ApproximateReceiveCount: '2',
  });
});

it('hides a message that was received until its visibility timeout is over', async () => {
  await send('hello');
  expect(await bodies()).toEqual(['hello']);
  test.clock.advanceBy(29_999);
  expect(await bodies()).toEqual([]);
  test.clock.advanceBy(1);
  expect(await bodies({ VisibilityTimeout: 5 })).toEqual(['hello']);
  test.clock.advanceBy(5_000);
  expect(await bodies()).toEqual(['hello']);
});

it('has forgotten what was deleted', async () => {
  await send('hello');
  await remove(first(await receive()).ReceiptHandle);
  test.clock.advanceBy(30_000);
  expect(await bodies()).toEqual([]);
});

it('takes only the receipt of the last receive', async () => {
  await send('hello');
  const old = first(await receive()).ReceiptHandle;
  test.clock.advanceBy(30_000);
  await receive();
  await remove(old);
  test.clock.advanceBy(30_000);
  expect(await bodies()).toEqual(['hello']);
  expect((await refusal(remove('x'))).name).toBe('ReceiptHandleIsInvalid');
});

it('deletes several at once, and says of each how that went', async () => {
  await send('a');
  await send('b');
  const [a, b] = await receive();
  const Entries = [
    { Id: 'a', ReceiptHandle: a?.ReceiptHandle },
    { Id: 'b', ReceiptHandle: b?.ReceiptHandle },
    { Id: 'c', ReceiptHandle: 'x' },
  ];
  const batch = (entries: typeof Entries) =>
    test.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries }));
  expect(await batch(Entries)).toMatchObject({
    Successful: [{ Id: 'a' }, { Id: 'b' }],
    Failed: [{ Id: 'c', SenderFault: true, Code: 'ReceiptHandleIsInvalid' }],
  });
  expect((await refusal(batch([]))).name).toBe('EmptyBatchRequest');
  expect((await refusal(batch([...Entries, ...Entries]))).name).toBe('BatchEntryIdsNotDistinct');
});

it('hides a message for longer, or no longer, on demand', async () => {
  await send('hello');
  const { ReceiptHandle } = first(await receive());
  const change = (VisibilityTimeout: number) =>
    test.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  await change(60);
  test.clock.advanceBy(59_999);
  expect(await bodies()).toEqual([]);
  await change(0);
  expect((await refusal(change(1))).name).toBe('MessageNotInflight');
  expect(await bodies()).toEqual(['hello']);
});

it('receives ten at most', async () => {
  for (let n = 0; n < 11; n += 1) await send(`message ${n}`);
  expect((await refusal(receive({ MaxNumberOfMessages: 11 }))).name).toBe('InvalidParameterValue');
  expect(await bodies()).toHaveLength(10);
  expect(await bodies()).toEqual(['message 10']);
});

it('a long poll waits for a message', async () => {
  const waiting = bodies({ WaitTimeSeconds: 20 });
  await test.aws.record.until((e) => e.kind === 'call' && e.operation === 'ReceiveMessage');
  await send('hello');
  expect(await waiting).toEqual(['hello']);
});

it('a long poll ends with nothing when its time is over', async () => {
  const waiting = bodies({ WaitTimeSeconds: 20 });
  await test.aws.record.until((e) => e.kind === 'call' && e.operation === 'ReceiveMessage');
  test.clock.advanceBy(20_000);
  expect(await waiting).toEqual([]);
});

it('a long poll whose client has gone takes no message', async () => {
  const gone = new AbortController();
  const waiting = test.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
    abortSignal: gone.signal,
  });
  await test.aws.record.until((e) => e.kind === 'call' && e.operation === 'ReceiveMessage');
  gone.abort();
  await expect(waiting).rejects.toThrow('aborted');
  const { listeners } = test.aws.sqs.find(test.aws.sqs.arnOf('drain'));
  while (listeners.size > 0) await new Promise(setImmediate);
  await send('hello');
  expect(await bodies()).toEqual(['hello']);
});

it('a message that was received too often goes to the dead letters', async () => {
  const deadUrl = await create('dead');
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: test.aws.sqs.arnOf('dead'),
    maxReceiveCount: 2,
  });
  QueueUrl = await create('retried', { RedrivePolicy, VisibilityTimeout: '1' });
  const { MessageId } = await send('poison');
  for (let n = 0; n < 2; n += 1) {
    expect(await bodies()).toEqual(['poison']);
    test.clock.advanceBy(1_000);
  }
  expect(await bodies()).toEqual([]);
  QueueUrl = deadUrl;
  expect(await receive({ MessageSystemAttributeNames: ['All'] })).toMatchObject([
    { MessageId, Body: 'poison', Attributes: { DeadLetterQueueSourceArn: test.aws.sqs.arnOf('retried') } },
  ]);
});

it('keeps messages for its retention period', async () => {
  await send('hello');
  test.clock.advanceBy(345_600_000);
  expect(await bodies()).toEqual([]);
});
