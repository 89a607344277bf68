/** What calls a Lambda function, taken apart record by record, so that a bad one never takes the others with it. */
import { z } from 'zod';
import { parseEventBridgeEvent } from './event-bridge-event';
import { hasEventBridgeForm } from './event-bridge-form';
import { defaultParseOptions, type Message, type ParseOptions } from './message-kind';
import { malformed, malformedBy } from './parsed';
import { recordIdOf, unknownRecord, type ParsedRecord } from './parsed-record';
import { parseQueueMessage } from './queue-message';
import { isObject } from './read-object';
import { parseSnsEnvelope } from './sns-envelope';

export type { ParsedRecord } from './parsed-record';
export { parseQueueMessage, type QueueMessage } from './queue-message';

type Source = 'sns' | 'sqs' | 'event-bridge' | 'unknown';

export interface ParsedEvent {
  /** What called: the records of a queue can be given back one by one. */
  readonly source: Source;
  readonly records: readonly ParsedRecord[];
}

/**
 * Says what each record is. Total: whatever the event, it answers and does not throw; an event of an unknown source is one malformed
 * record.
 */
export function parseEvent(event: unknown, options: ParseOptions = defaultParseOptions): ParsedEvent {
  if (!isObject(event)) return notAnEvent;
  const records = event['Records'];
  if (Array.isArray(records)) {
    const items: readonly unknown[] = records;
    return {
      source: items.map(sourceOf).find((source) => source !== 'unknown') ?? 'unknown',
      records: items.map((record, index) => parseRecord(record, `record ${index}`, options)),
    };
  }
  return hasEventBridgeForm(event)
    ? { source: 'event-bridge', records: [parseEventBridgeEvent(event, 'event', options)] }
    : notAnEvent;
}

const notAnEvent: ParsedEvent = {
  source: 'unknown',
  records: [unknownRecord('event', malformed('expected an event of SNS, SQS or EventBridge'))],
};

function sourceOf(record: unknown): Source {
  if (!isObject(record)) return 'unknown';
  if (record['eventSource'] === 'aws:sqs') return 'sqs';
  return isObject(record['Sns']) ? 'sns' : 'unknown';
}

function parseRecord(record: unknown, position: string, options: ParseOptions): ParsedRecord {
  if (!isObject(record)) return unknownRecord(position, malformed('expected an object'));
  switch (sourceOf(record)) {
    case 'sns':
      return parseSnsEnvelope(record['Sns'], position, options);
    case 'sqs':
      return parseQueueRecord(record, position, options);
    default:
      return unknownRecord(position, malformed('expected a record of SNS or SQS'));
  }
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const queueRecordSchema = z.object({
  body: z.string(),
  // Not every body needs it.
  eventSourceARN: z.string().catch(''),
  attributes: z
    .object({ SentTimestamp: z.string().regex(/^\d{1,15}$/) })
    .optional()
    .catch(undefined),
});

function parseQueueRecord(record: Message, position: string, options: ParseOptions): ParsedRecord {
  const messageId = recordIdOf(record['messageId'], position);
  const read = queueRecordSchema.safeParse(record);
  if (!read.success) return unknownRecord(messageId, malformedBy(read.error));
  const { body, eventSourceARN: queueArn, attributes } = read.data;
  const sentAt = attributes && Number(attributes.SentTimestamp);
  return parseQueueMessage({ messageId, body, queueArn, sentAt }, options);
}
