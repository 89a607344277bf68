/** A message of an SQS queue, received by Lambda or by `ecs-drain listen`. */
import { malformed, malformedBy, type Parsed } from './parsed';
import { instantOr, queueArn as queueArnSchema } from './transport-schema';
import { parseEventBridgeEvent } from './event-bridge-event';
import { hasEventBridgeForm } from './event-bridge-form';
import { defaultParseOptions, type ParseOptions } from './message-kind';
import { recordIdOf, unknownRecord, type ParsedRecord } from './parsed-record';
import { readObject } from './read-object';
import { parseMessage } from './registry';
import { isSnsEnvelope, parseSnsEnvelope } from './sns-envelope';

export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly queueArn: string;
  /** Milliseconds since the epoch: the attribute `SentTimestamp`. */
  readonly sentAt: number | undefined;
}

/**
 * Its body is an event that a rule sent there, what SNS wraps a message in, or the message itself, when a lifecycle hook notifies
 * the queue. Total: whatever it holds, it answers and does not throw.
 */
export function parseQueueMessage(
  { messageId, body, queueArn, sentAt }: QueueMessage,
  options: ParseOptions = defaultParseOptions,
): ParsedRecord {
  const recordId = recordIdOf(messageId, 'message');
  const queuedAt = instantOr(sentAt);
  const message = readObject(body);
  if (message === undefined) return unknownRecord(recordId, malformed('expected a JSON object'), queuedAt);
  const inside = ({ parsed, ...record }: ParsedRecord) => ({
    ...record,
    parsed: sentByQueue(parsed, queuedAt),
    recordId,
    sentAt: record.sentAt ?? queuedAt,
  });
  if (hasEventBridgeForm(message)) return inside(parseEventBridgeEvent(message, recordId, options));
  if (isSnsEnvelope(message)) return inside(parseSnsEnvelope(message, recordId, options));
  const queue = queueArnSchema.safeParse(queueArn);
  if (!queue.success) return unknownRecord(recordId, malformedBy(queue.error), queuedAt);
  const { arn: notificationTargetArn, accountRegion } = queue.data;
  return {
    recordId,
    sentAt: queuedAt,
    ...parseMessage(
      message,
      { kind: 'queue', notificationTargetArn, accountRegion, sentAt: queuedAt },
      options,
    ),
  };
}

/** A sender may have forged the time in a body: when the wait in the hook began is the queue's word. */
function sentByQueue(parsed: Parsed, sentAt: number | undefined): Parsed {
  if (parsed.kind !== 'notices') return parsed;
  const notices = parsed.notices.map((notice) =>
    notice.kind === 'terminate-lifecycle-action' ? { ...notice, sentAt } : notice,
  );
  return { ...parsed, notices };
}
