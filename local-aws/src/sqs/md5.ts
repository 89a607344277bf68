import { createHash } from 'node:crypto';
import type { MessageAttributes } from './state';

/** Clients check what they get by it. */
export const md5 = (data: string | Buffer): string => createHash('md5').update(data).digest('hex');

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType, StringValue } = attributes[name] ?? { DataType: '', StringValue: '' };
    return [withLength(name), withLength(DataType), Buffer.from([1]), withLength(StringValue)];
  });
  return md5(Buffer.concat(parts));
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
