import { ApplicationFailure } from '@temporalio/workflow';

/** What whoever sent an update is told, in words. */
export const refused = (refusal: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(refusal, 'CommandRefused');

/** @throws ApplicationFailure `CommandRefused` where what came with an update cannot be read, in the reader's words */
export function readOrRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
}
