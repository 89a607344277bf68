/** The starter without Lambda: takes messages from an SQS queue, on a host of one's own. */
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseQueueMessage } from '../events/lambda-event';
import { handleRecord } from './handle-record';
import type { StarterHost } from './host';

export interface Listening {
  readonly queueUrl: string;
  readonly host: StarterHost;
  /** Ends it: nothing more is received, and what was received is done. */
  readonly stop: AbortSignal;
}

/** Each receives up to ten messages at a time. */
const receivers = 4;
const mostMessages = 10;

/** The longest that SQS lets a call wait for a message. */
const waitSeconds = 20;

/** A connection that died unnoticed would otherwise be listened to for ever. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 30_000, throwOnRequestTimeout: true };

/** A message is done, or given back, well before the queue would hand it to another. */
const partOfVisibility = 0.7;
const longestMs = 20_000;

/** Waits after an error of SQS, and of a message whose record failed, double from the one to the other. */
const sqsPauseMs = { first: 500, longest: 30_000 };
const retrySeconds = { first: 5, longest: 900 };

const doubling = ({ first, longest }: { first: number; longest: number }, times: number): number =>
  Math.min(longest, first * 2 ** Math.min(times, 20));

/**
 * Listens until it is stopped. A message that failed comes again later, ever more so; how often, the queue's redrive policy says.
 * Needs `sqs:GetQueueAttributes`, `ReceiveMessage`, `DeleteMessage` and `ChangeMessageVisibility`.
 * @throws QueueDoesNotExist; everything else is tried again until it goes
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export async function listen(listening: Listening): Promise<void> {
  const region = /\bsqs\.([a-z0-9-]+)\./.exec(listening.queueUrl)?.[1];
  const sqs = new SQSClient({ ...(region !== undefined && { region }), requestHandler });
  try {
    const queue = await untilAnswered(listening, () => readQueue(sqs, listening));
    if (queue === undefined) return;
    listening.host.log.info('listening', { queueArn: queue.arn });
    await Promise.all(Array.from({ length: receivers }, () => receiver(sqs, listening, queue)));
  } finally {
    sqs.destroy();
  }
}

interface Queue {
  readonly arn: string;
  /** The visibility timeout: for how long no other receiver gets the message. */
  readonly visibilityMs: number;
}

async function readQueue(sqs: SQSClient, { queueUrl, stop }: Listening): Promise<Queue> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn', 'VisibilityTimeout'] }),
    { abortSignal: stop },
  );
  return {
    arn: Attributes['QueueArn'] ?? '',
    visibilityMs: Number(Attributes['VisibilityTimeout'] ?? 30) * 1000,
  };
}

async function receiver(sqs: SQSClient, listening: Listening, queue: Queue): Promise<void> {
  while (!listening.stop.aborted) {
    const messages = await untilAnswered(listening, () => receive(sqs, listening));
    if (messages !== undefined && messages.length > 0) await handleMessages(sqs, listening, queue, messages);
  }
}

async function receive(sqs: SQSClient, { queueUrl, stop }: Listening): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: mostMessages,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
    }),
    { abortSignal: stop },
  );
  return Messages;
}

async function handleMessages(
  sqs: SQSClient,
  { queueUrl, host }: Listening,
  queue: Queue,
  messages: readonly Message[],
): Promise<void> {
  const by = Date.now() + Math.min(longestMs, queue.visibilityMs * partOfVisibility);
  const handled = await Promise.all(
    messages.map(async (message) => {
      const { MessageId: messageId = '', Body: body = '', Attributes = {} } = message;
      const sentAt = Number(Attributes.SentTimestamp);
      const record = parseQueueMessage({ messageId, body, queueArn: queue.arn, sentAt }, host.options);
      return { message, isDone: 'results' in (await handleRecord(record, host, by)) };
    }),
  );
  const entries = handled.map(({ message: { ReceiptHandle, Attributes = {} }, isDone }, index) => ({
    isDone,
    entry: { Id: String(index), ReceiptHandle },
    VisibilityTimeout: doubling(retrySeconds, Number(Attributes.ApproximateReceiveCount ?? 1) - 1),
  }));
  const done = entries.flatMap(({ isDone, entry }) => (isDone ? [entry] : []));
  const later = entries.flatMap(({ isDone, entry, VisibilityTimeout }) =>
    isDone ? [] : [{ ...entry, VisibilityTimeout }],
  );
  try {
    if (done.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: done }));
    if (later.length > 0)
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: later }));
  } catch (error) {
    // They come again, which does no harm.
    host.log.error('SQS did not take what became of messages', { error });
  }
}

/** Asks SQS until it answers; undefined where it is stopped before. */
async function untilAnswered<T>({ host, stop }: Listening, ask: () => Promise<T>): Promise<T | undefined> {
  const isStopped = () => stop.aborted;
  for (let failures = 0; !isStopped(); failures += 1) {
    try {
      return await ask();
    } catch (error) {
      if (isStopped()) return undefined;
      if (error instanceof QueueDoesNotExist) throw error;
      host.log.error('SQS does not answer, to be tried again', { error });
      await delay(doubling(sqsPauseMs, failures), undefined, { signal: stop }).catch(() => undefined);
    }
  }
  return undefined;
}
