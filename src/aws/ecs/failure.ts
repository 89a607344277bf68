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

/** Nothing is in a cluster that was deleted. */
export async function unlessClusterIsGone<T, G>(answer: Promise<T>, gone: G): Promise<T | G> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsCallError && error.trouble.code === 'ClusterNotFoundException') return gone;
    throw error;
  }
}
