import { setMaxListeners } from 'node:events';
import { activityInfo } from '@temporalio/activity';
import type { Ecs } from '../aws/ecs';
import { AwsCallError } from '../aws/trouble';
import type { Activities } from './activities';

/** Side by side; the next are told when these have been. */
const atOnce = 50;

/** What calls under way have left to be answered before Temporal gives the attempt up. */
const answerMs = 1_000;

/**
 * Tells tasks to stop, in order, for as long as the attempt lasts: nothing is left in the queue for the request rate when it is
 * over. Tasks that were not reached are no failure where others were: the decision asks for them again. Each is told, whatever
 * ECS says of another.
 * @throws AwsCallError of a task that was refused, rather than of one that may be told by trying again
 */
export const createStopTasks =
  (ecs: Pick<Ecs, 'stopTask'>): Activities['stopTasks'] =>
  async ({ clusterArn, taskArns, why }) => {
    const signal = AbortSignal.timeout(Math.max(0, activityInfo().startToCloseTimeoutMs - answerMs));
    setMaxListeners(atOnce, signal); // each call that waits for its turn listens
    const results: PromiseSettledResult<void>[] = [];
    for (let from = 0; from < taskArns.length && !signal.aborted; from += atOnce) {
      const some = taskArns.slice(from, from + atOnce);
      results.push(
        ...(await Promise.allSettled(
          some.map((taskArn) => ecs.stopTask(clusterArn, taskArn, why, { signal })),
        )),
      );
    }
    const failures = results.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : [])); // what AwsCallError is
    const isAnyTold = failures.length < results.length;
    const worst =
      failures.find(isPermanent) ??
      failures.find((failure) => !isNotReached(failure)) ??
      (isAnyTold ? undefined : failures[0]);
    if (worst !== undefined) throw worst;
    return 'done';
  };

const isPermanent = (error: unknown): boolean =>
  error instanceof AwsCallError && error.trouble.cause === 'permanent';

const isNotReached = (error: unknown): boolean =>
  error instanceof AwsCallError && error.trouble.code === 'AwaitingTurn';
