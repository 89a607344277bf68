import { md5, md5OfAttributes } from './md5';
import type { Message } from './state';

/** Attributes that SQS gives a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const systemAttributes = (message: Message): Readonly<Record<string, string>> => ({
  ApproximateReceiveCount: String(message.receiveCount),
  SentTimestamp: String(message.sentAtMs),
  SenderId: message.senderId,
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs ?? message.sentAtMs),
  ...(message.deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
});

/** Those that were asked for by name; `All` is all of them, and `.*` of the sender's own. */
const chosen = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).filter(([name]) =>
      names.some((each) => each === 'All' || each === '.*' || each === name),
    ),
  );

export function messageShape(message: Message, systemNames: readonly string[], names: readonly string[]) {
  const attributes = chosen(systemAttributes(message), systemNames);
  const own = chosen(message.attributes, names);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(Object.keys(own).length > 0 && {
      MessageAttributes: own,
      MD5OfMessageAttributes: md5OfAttributes(own),
    }),
  };
}
