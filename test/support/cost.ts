/** What a drain has cost, counted in Temporal's history and the local AWS's record. */
import { drainAccessKeyId, type LocalStack } from '../../dev/local-stack';
import { eventsIn, runsOf, type Run } from './histories';
import type { Hours } from './hours';

export interface Cost {
  /** As Temporal Cloud bills them. */
  readonly temporalActions: number;
  readonly historyEvents: number;
  /** Of the starter. */
  readonly lambdaCalls: number;
  /** Of the worker. */
  readonly awsCalls: number;
}

/** @param sinceSeq the record's length before it began */
export async function costOf(
  { env, aws }: Pick<Hours, 'env' | 'aws'>,
  workflowId: string,
  sinceSeq: number,
): Promise<Cost> {
  const runs = await runsOf(env.client, workflowId);
  const events = eventsIn(runs);
  const count = (is: (entry: LocalStack['aws']['record']['entries'][number]) => boolean) =>
    aws.record.entries.slice(sinceSeq).filter(is).length;
  return {
    temporalActions: sumOf(events.map(actionsOf)) + sumOf(runs.map(withLocalActivities)),
    historyEvents: events.length,
    lambdaCalls: count(
      (entry) =>
        entry.kind === 'lambda' &&
        entry.change.what === 'succeeded' &&
        JSON.stringify([entry.change.result]).includes(workflowId),
    ),
    awsCalls: count((entry) => entry.kind === 'call' && entry.caller === drainAccessKeyId),
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

type HistoryEvent = ReturnType<typeof eventsIn>[number];

/** How many workflow tasks ran local activities: however many a task runs, they are one action. */
const withLocalActivities = ({ events }: Run): number =>
  new Set(
    events.flatMap(({ markerRecordedEventAttributes: marker }) =>
      marker?.markerName === 'core_local_activity' ? String(marker.workflowTaskCompletedEventId) : [],
    ),
  ).size;

/**
 * A start, a signal, a timer, an upsert of search attributes, an update, and each try of an activity is one.
 * @see https://docs.temporal.io/cloud/actions
 */
function actionsOf(event: HistoryEvent): number {
  // A retry leaves no event of its own: the start that was the last one counts them.
  if (event.activityTaskStartedEventAttributes) return event.activityTaskStartedEventAttributes.attempt ?? 1;
  const isAction =
    event.workflowExecutionStartedEventAttributes ??
    event.workflowExecutionSignaledEventAttributes ??
    event.timerStartedEventAttributes ??
    event.upsertWorkflowSearchAttributesEventAttributes ??
    event.workflowExecutionUpdateAcceptedEventAttributes;
  return isAction ? 1 : 0;
}
