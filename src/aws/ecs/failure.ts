import type { Failure } from '@aws-sdk/client-ecs';
import { AwsCallError } from '../trouble';

/**
 * ECS answers what went wrong with one item of a batch beside what went right. Sending the same again would not help: the
 * next look tells whether the item is in the wanted state already.
 */
export function failureOf(operation: string, { reason, detail }: Failure): AwsCallError {
  const cause = new Error(detail ?? 'ECS gives no detail');
  cause.name = reason ?? 'Failure';
  return new AwsCallError(operation, cause, { cause: 'permanent' });
}

/** It was deleted, or never was: a name with a mistake looks the same. */
export const isClusterNotFound = (error: unknown): error is AwsCallError =>
  error instanceof AwsCallError && error.trouble.code === 'ClusterNotFoundException';

/** For a cluster that was there: nothing is in one that was deleted. */
export async function unlessClusterIsGone<T, G>(answer: Promise<T>, gone: G): Promise<T | G> {
  try {
    return await answer;
  } catch (error) {
    if (isClusterNotFound(error)) return gone;
    throw error;
  }
}
