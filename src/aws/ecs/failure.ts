import type { Failure } from '@aws-sdk/client-ecs';
import type { Operation } from '../../domain/drain/observation/observation';
import { AwsCallError } from '../call-error';

/**
 * Reasons for which sending the same again does not help: the next observation tells whether the item is in the wanted state already.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
const permanentReasons: readonly string[] = ['ACCESS_DENIED', 'INACTIVE', 'MISSING', 'TASK_NOT_VALID'];

/** ECS answers what went wrong with one item of a batch beside what went right. */
export function failureOf(operation: Operation, { reason = 'Failure', detail }: Failure): AwsCallError {
  return AwsCallError.of({
    operation,
    code: reason,
    message: detail ?? 'ECS gives no detail',
    cause: permanentReasons.includes(reason) ? 'permanent' : 'transient',
  });
}

/** An answer that leaves out what was asked for, or takes back what ECS said a moment ago: it is not of one mind yet. */
export const inconsistent = (operation: Operation, message: string): AwsCallError =>
  AwsCallError.of({ operation, code: 'InconsistentRead', message, cause: 'transient' });

/** It was deleted, or never was: a name with a mistake looks the same. */
export const isClusterNotFound = (error: unknown): error is AwsCallError =>
  error instanceof AwsCallError && error.callError.code === 'ClusterNotFoundException';

/** For a cluster that was there: nothing is in one that was deleted. */
export async function unlessClusterIsGone<T, G>(answer: Promise<T>, gone: G): Promise<T | G> {
  try {
    return await answer;
  } catch (error) {
    if (isClusterNotFound(error)) return gone;
    throw error;
  }
}
