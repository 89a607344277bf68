import { ApplicationFailure } from '@temporalio/activity';
import { AwsCallError } from '../aws/call-error';
import type { CallError } from '../domain/drain/observation/observation';

/**
 * An AWS call made in vain becomes a failure of type `AwsCallFailed` whose first detail is its {@link CallError}.
 * A transient call error is retried by Temporal, with backoff, as long as the plan allows; a permanent one
 * is reported at once.
 */
export async function act<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const { callError } = error;
    throw ApplicationFailure.create({
      type: 'AwsCallFailed',
      message: error.message,
      nonRetryable: callError.cause === 'permanent',
      details: [callError satisfies CallError],
      cause: error,
    });
  }
}
