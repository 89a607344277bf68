import { z } from 'zod';
import type { Environment } from '../environment';
import type { Sqs } from '../sqs/sqs';
import type { Message, Queue } from '../sqs/state';
import { md5 } from '../sqs/md5';
import { systemAttributes } from '../sqs/wire';

export interface QueueMapping {
  readonly queueArn: string;
  readonly functionArn: string;
  /** From 1 to 10. @default 10 */
  readonly batchSize?: number | undefined;
  /** The function says which messages failed. @default false: all succeeded unless it threw */
  readonly reportBatchItemFailures?: boolean | undefined;
}

/** Invokes a function and waits; rejects where it fails. */
export type Invoke = (functionArn: string, event: unknown) => Promise<unknown>;

/** "By default, Lambda polls up to 5 batches at once". */
const BATCHES_AT_ONCE = 5;

export const queueMapping = z.strictObject({
  queueArn: z.string(),
  functionArn: z.string(),
  batchSize: z.int().min(1).max(10).default(10),
  reportBatchItemFailures: z.boolean().default(false),
});

/**
 * Gives a queue's messages to a function, in batches, as they come. What succeeded is deleted; the rest is left to its
 * visibility timeout. Returns what ends it. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 * @throws AwsError where there is no such queue
 */
export function mapQueue(env: Environment, sqs: Sqs, invoke: Invoke, mapping: QueueMapping): () => void {
  const { queueArn, functionArn, batchSize, reportBatchItemFailures } = queueMapping.parse(mapping);
  const queue = sqs.find(queueArn);
  let underWay = 0;
  let isScheduled = false;
  let isOver = false;

  const look = (): void => {
    if (isScheduled || isOver) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      takeBatches();
    });
  };
  const takeBatches = (): void => {
    while (!isOver && underWay < BATCHES_AT_ONCE) {
      const messages = sqs.receive(queue, { most: batchSize });
      if (messages.length === 0) return;
      underWay += 1;
      void handle(messages).finally(() => {
        underWay -= 1;
        look();
      });
    }
  };
  const handle = async (messages: readonly Message[]): Promise<void> => {
    const failed = await failuresOf(messages);
    if (isOver) return;
    for (const { id, receiptHandle } of messages) {
      if (failed.has(id) || receiptHandle === undefined) continue;
      sqs.delete(queue, receiptHandle);
    }
  };
  /** Ids of those that are to come again. */
  const failuresOf = async (messages: readonly Message[]): Promise<ReadonlySet<string>> => {
    const ids = new Set(messages.map(({ id }) => id));
    try {
      const answer = await invoke(functionArn, { Records: messages.map((each) => record(env, queue, each)) });
      return reportBatchItemFailures ? reportedFailures(env, ids, answer) : new Set();
    } catch {
      return env.rules.holds('failed-batches-come-again') ? ids : new Set();
    }
  };

  queue.listeners.add(look);
  look();
  return () => {
    isOver = true;
    queue.listeners.delete(look);
  };
}

/** "Lambda treats a batch as a complete success" where there is no answer, or none that names a failure. */
const batchAnswer = z
  .object({
    batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
  })
  .nullish();

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
function reportedFailures(
  { rules }: Environment,
  ids: ReadonlySet<string>,
  answer: unknown,
): ReadonlySet<string> {
  if (!rules.holds('batch-item-failures-come-again')) return new Set();
  const { success, data } = batchAnswer.safeParse(answer);
  const failed = (data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  const isValid = success && failed.every((id) => ids.has(id));
  if (isValid) return new Set(failed);
  return rules.holds('invalid-batch-answers-fail-the-batch') ? ids : new Set(failed);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
const record = ({ region }: Environment, { arn }: Queue, message: Message) => ({
  messageId: message.id,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: systemAttributes(message),
  messageAttributes: Object.fromEntries(
    Object.entries(message.attributes).map(([name, { DataType, StringValue }]) => [
      name,
      { stringValue: StringValue, dataType: DataType },
    ]),
  ),
  md5OfBody: md5(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: region,
});
