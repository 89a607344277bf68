import { setMaxListeners } from 'node:events';
import type { Attempt } from '../../aws/acting';
import type { Ecs } from '../../aws/ecs';
import { AwsCallError } from '../../aws/call-error';
import { chunks } from '../../domain/chunks';
import type { DrainActivities } from './drain-activities';

/** Side by side; the next are told when these have been. */
const atOnce = 50;

/**
 * Tells tasks to stop, in order, for as long as the attempt lasts: nothing is left in the queue for the request rate when it is
 * over. Tasks that were not reached are no failure where others were, unless the attempt was cancelled: the decision asks for
 * them again. Each is told, whatever ECS says of another.
 * @throws AwsCallError of a task that was refused, rather than of one that may be told by trying again
 */
export const createStopTasks =
  (ecs: Pick<Ecs, 'stopTask'>) =>
  async (
    { clusterArn, taskArns, reason }: Parameters<DrainActivities['stopTasks']>[0],
    attempt: Attempt,
  ): Promise<'done'> => {
    const { signal } = attempt;
    setMaxListeners(atOnce + 1, signal); // each call that waits for its turn listens
    const results: PromiseSettledResult<void>[] = [];
    for (const some of chunks(taskArns, atOnce)) {
      if (results.length > 0 && signal.aborted) break;
      results.push(
        ...(await Promise.allSettled(
          some.map((taskArn) => ecs.stopTask(clusterArn, taskArn, reason, attempt)),
        )),
      );
    }
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : [])); // what AwsCallError is
    if (attempt.isCancelled() && results.length - failures.length < taskArns.length) throw signal.reason;
    const isAnyStopping = failures.length < results.length;
    const worst =
      failures.find(isPermanent) ??
      failures.find((failure) => !isNotReached(failure)) ??
      (isAnyStopping ? undefined : failures[0]);
    if (worst !== undefined) throw worst;
    return 'done';
  };

const isPermanent = (error: unknown): boolean =>
  error instanceof AwsCallError && error.callError.cause === 'permanent';

const isNotReached = (error: unknown): boolean =>
  error instanceof AwsCallError && notReached.has(error.callError.code);

/** Not sent: for the request rate, for the time, or for a pause of all. */
const notReached: ReadonlySet<string> = new Set(['BudgetTimeout', 'AttemptOver', 'ActingPaused']);
