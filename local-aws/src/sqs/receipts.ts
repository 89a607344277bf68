import { newUuid } from '../ids';
import { sqsErrors } from './errors';
import type { Message } from './state';

/** "A receipt handle is associated with a specific instance of receiving a message": opaque to clients. */
export const newReceiptHandle = ({ id }: Message): string =>
  Buffer.from(`${id} ${newUuid()}`).toString('base64');

/** @throws AwsError where it is none of ours */
export function messageIdIn(receiptHandle: string): string {
  const [, id] =
    /^([0-9a-f-]{36}) [0-9a-f-]{36}$/.exec(Buffer.from(receiptHandle, 'base64').toString()) ?? [];
  if (id === undefined) throw sqsErrors.invalidReceipt(receiptHandle);
  return id;
}
