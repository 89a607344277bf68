/** The histories of a workflow's runs, in order, and how large they are. */
import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

type Event = temporal.api.history.v1.IHistoryEvent;

export interface Run {
  readonly runId: string;
  readonly events: readonly Event[];
  /** As Temporal stores them, encoded as protobuf. */
  readonly bytes: number;
}

/** All runs of the workflow: each goes on where the one before has ended. */
export async function runsOf(client: Client, workflowId: string): Promise<Run[]> {
  const runs: Run[] = [];
  let { runId } = await client.workflow.getHandle(workflowId).describe();
  while (runId !== '') {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const all = events ?? [];
    runs.unshift({ runId, events: all, bytes: sum(all.map(bytesOf)) });
    runId = all[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
  }
  return runs;
}

export const eventsIn = (runs: readonly Run[]): readonly Event[] => runs.flatMap(({ events }) => events);

/** A pass is one decision. */
export const passesIn = ({ events }: Run): number =>
  events.filter(({ markerRecordedEventAttributes: marker }) => marker?.markerName === 'core_local_activity')
    .length;

export const bytesOf = (event: Event): number =>
  temporal.api.history.v1.HistoryEvent.encode(event).finish().length;

/** The name of what the event says, such as `activityTaskScheduled`. */
export const kindOf = (event: Event): string =>
  Object.keys(event)
    .find((name) => name.endsWith('EventAttributes'))
    ?.replace('EventAttributes', '') ?? 'unknown';

/** By kind: how many events, and how many bytes they have together, the largest first. */
export function byKind(events: readonly Event[]): Readonly<Record<string, { count: number; bytes: number }>> {
  const kinds = new Map<string, { count: number; bytes: number }>();
  for (const event of events) {
    const { count, bytes } = kinds.get(kindOf(event)) ?? { count: 0, bytes: 0 };
    kinds.set(kindOf(event), { count: count + 1, bytes: bytes + bytesOf(event) });
  }
  return Object.fromEntries([...kinds].sort(([, a], [, b]) => b.bytes - a.bytes));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
