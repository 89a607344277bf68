/**
 * Finds what no message told of: instances that wait in a hook of ours and have no drain, and container instances that were left
 * DRAINING. It starts drains and changes nothing else. What it could not do, the next one does.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  log,
  proxyActivities,
  setCurrentDetails,
} from '@temporalio/workflow';
import type { SweepActivities } from '../activities/sweep/activities';
import { sweepInWords } from '../reconcile/status/sweep-words';
import {
  concise,
  decideSweep,
  isInOurHook,
  leftByNobody,
  type LastDrains,
  type LeftAlone,
  type LeftDraining,
  type SweepDecision,
  type SweepResult,
  type ToStart,
} from '../reconcile/sweep';
import { countSweep, countSwept } from './metrics';

/** An AWS that does not answer fails this sweep, and the next one tries anew. */
const { findWaiting, lastDrains, startDrains, clustersToSweep, findDraining } =
  proxyActivities<SweepActivities>({
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: '5 minutes',
    retry: { maximumAttempts: 5, nonRetryableErrorTypes: ['SetupMissingError', 'RefusedSignalError'] },
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
  const { waiting, looked, unable } = await findWaiting();
  const started: ToStart[] = [];
  const left: LeftAlone[] = [];
  const drainingByNobody: LeftDraining[] = [];
  const failures: unknown[] = [];
  for (const some of batchesOf(waiting, instancesAtOnce)) {
    try {
      const done = await carryOut(decideSweep(some, await drainsOf(some.filter(isInOurHook))));
      started.push(...done.start);
      left.push(...done.leave);
      publish();
    } catch (error) {
      if (isCancellation(error)) throw error;
      failures.push(error); // one that cannot be started keeps none of the others waiting
    }
  }
  for (const clusters of batchesOf(await clustersToSweep(), clustersAtOnce)) {
    for (const some of batchesOf(await findDraining(clusters), instancesAtOnce))
      drainingByNobody.push(...leftByNobody(some, await drainsOf(some)));
  }
  countSwept({
    waiting: waiting.length,
    started: started.length,
    'left-alone': left.length,
    'draining-by-nobody': drainingByNobody.length,
  });
  if (drainingByNobody.length > 0)
    log.warn('container instances are left DRAINING by nobody', { drainingByNobody });
  if (failures.length > 0) throw failures[0];
  return publish();

  function publish(): SweepResult {
    const counts = { looked, waiting: waiting.length, ...(unable && { unable }) };
    const result = concise({ ...counts, started, left, drainingByNobody });
    setCurrentDetails(sweepInWords(result));
    return result;
  }
}

/** Where a person has cancelled a drain since it was looked at, nothing is started. */
async function carryOut({ start, leave }: SweepDecision): Promise<SweepDecision> {
  if (start.length === 0) return { start, leave };
  const asked = await startDrains(start);
  const isCancelled = new Set(start.filter((_, place) => asked[place] === 'cancelled'));
  const cancelled = [...isCancelled].map(({ lastDrain: _, ...hook }) => hook);
  return {
    start: start.filter((one) => !isCancelled.has(one)),
    leave: [...leave, ...cancelled.map((hook) => ({ ...hook, why: 'cancelled' as const }))],
  };
}

const drainsOf = async (instances: readonly { readonly ec2InstanceId: string }[]): Promise<LastDrains> =>
  instances.length === 0 ? {} : lastDrains(instances.map(({ ec2InstanceId }) => ec2InstanceId));

const batchesOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

/** What an activity could not do is what the sweep could not do, in the same words. */
const withoutTheActivity = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure
    ? ApplicationFailure.create({ type: error.cause.type ?? 'SweepFailed', message: error.cause.message })
    : error;
