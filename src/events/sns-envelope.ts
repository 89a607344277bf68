/**
 * What SNS wraps a message in: `Sns` of a record to Lambda, or the body of a message to a queue. The two spell some fields
 * differently (`SigningCertUrl`, `SigningCertURL`), so only what is used is read.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
import { z } from 'zod';
import { isoInstant, topicArn } from './transport-schema';
import { envelopeSchema, hasEventBridgeForm } from './event-bridge-form';
import type { Transport, Message, ParseOptions } from './message-kind';
import { ignored, malformed, malformedBy } from './parsed';
import { recordIdOf, unknownRecord, type ParsedRecord } from './parsed-record';
import { readObject } from './read-object';
import { parseMessage } from './registry';

const schema = z.object({
  TopicArn: topicArn,
  Message: z.string(),
  Timestamp: isoInstant,
  MessageId: z.unknown().optional(),
  Type: z.unknown().optional(),
});

export const isSnsEnvelope = (message: Message): boolean => Object.hasOwn(message, 'TopicArn');

/** @param position names the record where `MessageId` does not */
export function parseSnsEnvelope(envelope: unknown, position: string, options: ParseOptions): ParsedRecord {
  const read = schema.safeParse(envelope);
  if (!read.success) return unknownRecord(position, malformedBy(read.error));
  const { TopicArn, Message: text, Timestamp: sentAt, MessageId, Type } = read.data;
  const recordId = recordIdOf(MessageId, position);
  // A confirmation's text is for people: what it is stands beside it.
  const message = typeof Type === 'string' && Type.endsWith('Confirmation') ? { Type } : readObject(text);
  if (message === undefined) return unknownRecord(recordId, malformed('expected a JSON object'), sentAt);
  const transport: Transport = {
    kind: 'topic',
    notificationTargetArn: TopicArn.arn,
    accountRegion: TopicArn.accountRegion,
    sentAt,
  };
  const { messageKind, parsed } = hasEventBridgeForm(message)
    ? parseForwarded(message, transport, options)
    : parseMessage(message, transport, options);
  return { recordId, messageKind, sentAt, parsed };
}

/**
 * An event that a rule sent to the topic. A publisher could have forged its source, so the topic's own
 * account and Region count. The hook does not notify the topic: EventBridge does.
 */
function parseForwarded(message: Message, transport: Transport, options: ParseOptions) {
  const answer = parseMessage(message, { ...transport, notificationTargetArn: undefined }, options);
  if (answer.parsed.kind !== 'notices') return answer;
  const event = envelopeSchema.safeParse(message);
  if (!event.success) return { ...answer, parsed: malformedBy(event.error) };
  const { accountId, region } = event.data.accountRegion;
  return accountId === transport.accountRegion.accountId && region === transport.accountRegion.region
    ? answer
    : {
        ...answer,
        parsed: ignored(
          `of ${accountId}, ${region}, which is not where the topic is: send it to a queue there`,
        ),
      };
}
