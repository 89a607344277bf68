/** SNS's event to Lambda, taken apart record by record, so that one bad record never takes the others with it. */
import { z } from 'zod';
import { malformed, malformedBy, type Parsed } from './parsed';
import { parseMessage } from './registry';

/** Only what is used: spellings of the others differ between SNS's own transports. */
const recordSchema = z.object({
  Sns: z.object({
    MessageId: z.string().optional(),
    TopicArn: z
      .string()
      .max(300) // a topic's name has at most 256 characters
      .regex(/^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/, 'expected the ARN of an SNS topic'),
    Message: z.string(),
    Timestamp: z.iso
      .datetime()
      .transform((text) => Date.parse(text))
      .optional()
      .catch(undefined),
  }),
});

const eventSchema = z.object({ Records: z.array(z.unknown()) });

export interface ParsedRecord {
  /** SNS's message id, or the record's place in the event where it has none. */
  readonly recordId: string;
  readonly parsed: Parsed;
}

/** Total: an event that is none of SNS's is one malformed record. */
export function parseSnsEvent(event: unknown): readonly ParsedRecord[] {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success)
    return [{ recordId: 'event', parsed: malformed('expected an event of SNS with Records') }];
  return parsed.data.Records.map((record, index) => parseRecord(record, index));
}

function parseRecord(record: unknown, index: number): ParsedRecord {
  const result = recordSchema.safeParse(record);
  if (!result.success) return { recordId: `record ${index}`, parsed: malformedBy(result.error) };
  const { MessageId, TopicArn, Message, Timestamp } = result.data.Sns;
  const [, , , region = '', accountId = ''] = TopicArn.split(':');
  return {
    recordId: MessageId ?? `record ${index}`,
    parsed: parseMessage(Message, {
      kind: 'topic',
      notificationTargetArn: TopicArn,
      place: { accountId, region },
      sentAt: Timestamp,
    }),
  };
}
