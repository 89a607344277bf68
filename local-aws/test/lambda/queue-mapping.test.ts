import { z } from 'zod';
import type { LambdaHandler, QueueMapping, RecordEntry } from '../../src/index';
import { useTestAws } from '../support/aws';
import { bodiesIn } from '../support/queues';

const test = useTestAws();
const sqsEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
type Records = z.output<typeof sqsEvent>['Records'];
let batches: string[][];
beforeEach(() => {
  batches = [];
});

const map = (answer: (records: Records) => unknown, options: Partial<QueueMapping> = {}) => {
  const queue = test.aws.sqs.queues.get(test.aws.sqs.arnOf('drain')) ?? test.aws.sqs.createQueue('drain');
  const handler: LambdaHandler = (event) => {
    const { Records } = sqsEvent.parse(event);
    batches.push(Records.map(({ body }) => body));
    return answer(Records);
  };
  const functionArn = test.aws.lambda.register('starter', handler);
  test.aws.lambda.mapQueue({ queueArn: queue.arn, functionArn, ...options });
  return { send: (...bodies: string[]) => bodies.map((body) => test.aws.sqs.send(queue, body)), queue };
};
const is = (what: string) => (e: RecordEntry) =>
  (e.kind === 'lambda' || e.kind === 'queue-message') && e.change.what === what;
const ended = async (times: number) => {
  const count = () => test.aws.record.entries.filter((e) => is('succeeded')(e) || is('failed')(e)).length;
  await test.aws.record.until(() => count() >= times);
  // What became of the messages is written right after the function's answer.
  await new Promise(setImmediate);
};
const left = () =>
  [...test.aws.sqs.find(test.aws.sqs.arnOf('drain')).messages.values()].map(({ body }) => body);

it("invokes a function with the exact shape of SQS's event, and deletes what it took", async () => {
  const events: unknown[] = [];
  const queue = test.aws.sqs.createQueue('drain');
  const functionArn = test.aws.lambda.register('starter', (event) => events.push(event));
  test.aws.lambda.mapQueue({ queueArn: queue.arn, functionArn });
  const messageId = test.aws.sqs.send(queue, 'hello');
  await ended(1);
  expect(events).toEqual([
    {
      Records: [
        {
          messageId,
          receiptHandle: expect.any(String) as string,
          body: 'hello',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: String(test.clock.now()),
            SenderId: expect.any(String) as string,
            ApproximateFirstReceiveTimestamp: String(test.clock.now()),
          },
          messageAttributes: {},
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          eventSource: 'aws:sqs',
          eventSourceARN: queue.arn,
          awsRegion: 'eu-west-1',
        },
      ],
    },
  ]);
  expect(left()).toEqual([]);
});

it('gives what comes together in batches', async () => {
  const { send } = map(() => undefined, { batchSize: 2 });
  send('a', 'b', 'c');
  await ended(2);
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

it('a batch that failed comes again after its visibility timeout', async () => {
  const { send } = map(() => {
    if (batches.length === 1) throw new Error('no Temporal');
  });
  send('a', 'b');
  await ended(1);
  expect(left()).toEqual(['a', 'b']);
  test.clock.advanceBy(29_999);
  await new Promise(setImmediate);
  expect(batches).toHaveLength(1);
  test.clock.advanceBy(1);
  await ended(2);
  expect(batches[1]).toEqual(['a', 'b']);
  expect(left()).toEqual([]);
});

it('only what the function says failed comes again', async () => {
  const answer = (records: Records) => ({
    batchItemFailures: records
      .filter(({ body }) => body === 'poison')
      .map(({ messageId: itemIdentifier }) => ({ itemIdentifier })),
  });
  const { send } = map(answer, { reportBatchItemFailures: true });
  send('a', 'poison', 'b');
  await ended(1);
  expect(left()).toEqual(['poison']);
  test.clock.advanceBy(30_000);
  await ended(2);
  expect(batches[1]).toEqual(['poison']);
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['an empty object', {}],
  ['no failures', { batchItemFailures: [] }],
  ['null for failures', { batchItemFailures: null }],
])('an answer of %s is a success of all', async (_, answer) => {
  map(() => answer, { reportBatchItemFailures: true }).send('a', 'b');
  await ended(1);
  expect(left()).toEqual([]);
});

it.each([
  ['names nobody', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['has another key', { batchItemFailures: [{ id: 'x' }] }],
  ['names a message that is not of the batch', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
  ['is text', 'ok'],
])('an answer that %s fails all', async (_, answer) => {
  map(() => answer, { reportBatchItemFailures: true }).send('a', 'b');
  await ended(1);
  expect(left()).toEqual(['a', 'b']);
});

it('without the report an answer says nothing', async () => {
  map((records) => ({ batchItemFailures: records.map((each) => ({ itemIdentifier: each.messageId })) })).send(
    'a',
  );
  await ended(1);
  expect(left()).toEqual([]);
});

it('what fails too often ends in the dead-letter queue', async () => {
  const dead = test.aws.sqs.createQueue('dead');
  const redrive = { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 };
  test.aws.sqs.createQueue('drain', { redrive });
  const { send } = map(() => Promise.reject(new Error('poison')));
  send('"poison"');
  await ended(1);
  test.clock.advanceBy(30_000);
  await test.aws.record.until(is('dead-letter'));
  expect(bodiesIn(test.aws, 'dead')).toEqual(['poison']);
  expect(batches).toHaveLength(1);
});

it("an event that failed for good goes to the function's dead-letter queue, as it was", async () => {
  const dead = test.aws.sqs.createQueue('dead');
  const fails = () => Promise.reject(new Error('no Temporal'));
  const arn = test.aws.lambda.register('starter', fails, { deadLetterQueueArn: dead.arn });
  test.aws.lambda.invokeAsync(arn, { hello: 'world' });
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await ended(attempt);
    test.clock.advanceBy(120_000);
  }
  expect(bodiesIn(test.aws, 'dead')).toEqual([{ hello: 'world' }]);
  const [message] = dead.messages.values();
  expect(message?.attributes.ErrorMessage?.StringValue).toBe('no Temporal');
});
