import { z } from 'zod';
import { parseJson } from '../json';
import { sqsErrors } from './errors';
import type { Queue, QueueAttributes } from './state';

/** A queue's attributes on the wire, where every value is a string. */

const integer = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(least).max(most));

const redrivePolicy = z
  .string()
  .transform((text): unknown => {
    const parsed = parseJson(text === '' ? 'null' : text);
    return parsed.ok ? (parsed.value ?? undefined) : text;
  })
  .pipe(
    z
      .object({
        deadLetterTargetArn: z.string().regex(/^arn:aws[\w-]*:sqs:/),
        maxReceiveCount: z.coerce.number().pipe(z.int().min(1).max(1000)),
      })
      .optional(),
  );

interface AttributeOnTheWire {
  readonly member: keyof QueueAttributes;
  readonly schema: z.ZodType;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const settable: Readonly<Record<string, AttributeOnTheWire>> = {
  VisibilityTimeout: { member: 'visibilityTimeoutSeconds', schema: integer(0, 43_200) },
  MessageRetentionPeriod: { member: 'messageRetentionSeconds', schema: integer(60, 1_209_600) },
  ReceiveMessageWaitTimeSeconds: { member: 'receiveWaitSeconds', schema: integer(0, 20) },
  RedrivePolicy: { member: 'redrive', schema: redrivePolicy },
  Policy: { member: 'policy', schema: z.string() },
};

/** @throws AwsError for a name that is none, or not served, and for a value that is none */
export function readAttributes(given: Readonly<Record<string, string>>): Partial<QueueAttributes> {
  const read: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given)) {
    const known = Object.hasOwn(settable, name) ? settable[name] : undefined;
    if (!known) throw sqsErrors.invalidAttributeName(name);
    const parsed = known.schema.safeParse(text);
    if (!parsed.success) throw sqsErrors.invalidAttributeValue(name);
    read[known.member] = parsed.data;
  }
  return read;
}

/** The name on the wire of the first attribute in which they differ. */
export const firstDifference = (queue: Queue, wanted: Partial<QueueAttributes>): string | undefined =>
  Object.entries(settable).find(
    ([, { member }]) =>
      member in wanted && JSON.stringify(wanted[member]) !== JSON.stringify(queue.attributes[member]),
  )?.[0];

/** Everything that GetQueueAttributes answers. */
export function attributesShape(queue: Queue, nowMs: number): Readonly<Record<string, string>> {
  const { attributes, messages } = queue;
  const hidden = [...messages.values()].filter(({ visibleAtMs }) => visibleAtMs > nowMs).length;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(messages.size - hidden),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: '0',
    CreatedTimestamp: String(Math.floor(queue.createdAtMs / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAtMs / 1000)),
    VisibilityTimeout: String(attributes.visibilityTimeoutSeconds),
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: String(attributes.messageRetentionSeconds),
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: String(attributes.receiveWaitSeconds),
    ...(attributes.redrive && { RedrivePolicy: JSON.stringify(attributes.redrive) }),
    ...(attributes.policy !== undefined && { Policy: attributes.policy }),
    SqsManagedSseEnabled: 'true',
  };
}
