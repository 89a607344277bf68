/**
 * Finds what no message told of: instances that wait in a hook of ours and have no drain, and container instances that were left
 * DRAINING. It starts drains and changes nothing else. What it could not do, the next one does. Its activities decide; the
 * workflow gives them batches of a bounded size, and keeps what they answer.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
} from '@temporalio/workflow';
import type { SkippedInstance, OrphanedInstance, SweepResult, ToStart } from '../domain/sweep/sweep';
import type { SweepActivities, SweepReports } from './sweep.api';
import { countSweep, countSwept } from './sweep-metrics';

/** An AWS that does not answer fails this sweep, and the next one tries anew. */
const { findWaiting, decideStarts, startDrains, clustersToSweep, findOrphaned } =
  proxyActivities<SweepActivities>({
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: '5 minutes',
    retry: { maximumAttempts: 5, nonRetryableErrorTypes: ['SetupMissingError', 'RefusedNoticeError'] },
  });

/** Local: the history keeps what they answer, which is of a bounded size, and not what they are given. */
const { sweepResult, formatSweep } = proxyLocalActivities<SweepReports>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 5 },
});

/** An activity's input and result are of a bounded size. */
const instancesAtOnce = 100;
const clustersAtOnce = 50;

/** @throws ApplicationFailure `AwsCallFailed` that says which call AWS refused, or did not answer */
export async function sweep(): Promise<SweepResult> {
  try {
    const result = await sweepAll();
    countSweep('completed');
    return result;
  } catch (error) {
    if (!isCancellation(error)) countSweep('failed');
    throw withoutTheActivity(error);
  }
}

async function sweepAll(): Promise<SweepResult> {
  const { waiting, observed, unable } = await findWaiting();
  const started: ToStart[] = [];
  const left: SkippedInstance[] = [];
  const orphaned: OrphanedInstance[] = [];
  const found = {
    observed,
    waiting: waiting.length,
    ...(unable && { unable }),
    started,
    left,
    orphaned,
  };
  const publish = async () => setCurrentDetails(await formatSweep(found));
  const failures: unknown[] = [];
  for (const some of batchesOf(waiting, instancesAtOnce)) {
    try {
      const decision = await decideStarts(some);
      const done = decision.start.length > 0 ? await startDrains(decision) : decision;
      started.push(...done.start);
      left.push(...done.leave);
    } catch (error) {
      if (isCancellation(error)) throw error;
      failures.push(error); // one that cannot be started keeps none of the others waiting
      continue;
    }
    await publish();
  }
  for (const clusters of batchesOf(await clustersToSweep(), clustersAtOnce))
    orphaned.push(...(await findOrphaned(clusters)));
  countSwept({
    waiting: waiting.length,
    started: started.length,
    'left-alone': left.length,
    orphaned: orphaned.length,
  });
  if (orphaned.length > 0) log.warn('orphaned draining instances found', { orphaned });
  if (failures.length > 0) throw failures[0];
  await publish();
  return sweepResult(found);
}

const batchesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

/** What an activity could not do is what the sweep could not do, in the same words. */
const withoutTheActivity = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure
    ? ApplicationFailure.create({ type: error.cause.type ?? 'SweepFailed', message: error.cause.message })
    : error;
