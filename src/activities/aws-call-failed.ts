import { ApplicationFailure } from '@temporalio/activity';
import { AwsCallError } from '../aws/trouble';
import type { Trouble } from '../domain/drain/observation/observation';

/**
 * An AWS call made in vain becomes a failure of type `AwsCallFailed` whose first detail is its {@link Trouble}.
 * A transient trouble is retried by Temporal, with backoff, as long as the plan allows; a permanent one
 * is reported at once.
 */
export async function act<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const { trouble } = error;
    throw ApplicationFailure.create({
      type: 'AwsCallFailed',
      message: error.message,
      nonRetryable: trouble.cause === 'permanent',
      details: [trouble satisfies Trouble],
      cause: error,
    });
  }
}
