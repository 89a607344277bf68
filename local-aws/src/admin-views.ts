import { auditQuery, recordQuery, timelineQuery } from './admin-wire';
import type { LocalAws } from './api';
import { audit } from './audit/audit';
import type { Finding } from './audit/rules';
import { summarize, type Summary } from './audit/summary';
import type { RecordEntry } from './record-entries';
import { timeline } from './timeline';
import { entriesAbout } from './timeline-about';

export interface RecordPage {
  readonly entries: readonly RecordEntry[];
  /** What to ask for as `since` next time. */
  readonly lastSeq: number;
}

/** The part of the record that a query names. With `waitMs` it waits until there is any. */
export async function recordOf(aws: LocalAws, rawQuery: unknown): Promise<RecordPage> {
  const query = recordQuery.parse(rawQuery);
  const { since, instance, kind, operation, limit, waitMs } = query;
  const select = (): readonly RecordEntry[] => {
    const all = aws.record.entries;
    const from = instance === undefined ? all : entriesAbout(all, instance);
    const matching = from.filter(
      (entry) =>
        entry.seq > since &&
        (kind === undefined || kind.includes(entry.kind)) &&
        (operation === undefined || (entry.kind === 'call' && operation.includes(entry.operation))),
    );
    return limit === undefined ? matching : matching.slice(0, limit);
  };
  let entries = select();
  const untilMs = performance.now() + waitMs;
  while (entries.length === 0 && performance.now() < untilMs) {
    await nextEntry(aws, untilMs - performance.now());
    entries = select();
  }
  const isCut = limit !== undefined && entries.length === limit;
  return { entries, lastSeq: isCut ? (entries.at(-1)?.seq ?? since) : aws.record.entries.length };
}

/** Resolves at the next entry, or after so long on the machine's clock. */
const nextEntry = (aws: LocalAws, patienceMs: number): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(patience);
      stop();
      resolve();
    };
    const stop = aws.record.onEntry(done);
    const patience = setTimeout(done, patienceMs);
    patience.unref();
  });

export function timelineOf(aws: LocalAws, rawQuery: unknown): string {
  const { since, instance } = timelineQuery.parse(rawQuery);
  const all = aws.record.entries;
  const entries = instance === undefined ? all : entriesAbout(all, instance);
  return timeline(entries.filter(({ seq }) => seq > since));
}

export function auditOf(aws: LocalAws, rawQuery: unknown): Finding[] {
  const { hookOwner } = auditQuery.parse(rawQuery);
  const hookOwners = Object.fromEntries(
    hookOwner.map((text): [string, string[]] => {
      const [caller = '', hooks = ''] = text.split('=');
      return [caller, hooks.split(',')];
    }),
  );
  return audit(aws.record.entries, { hookOwners });
}

export const summaryOf = (aws: LocalAws): Summary => summarize(aws.record.entries);

/** Clusters and groups as they stand, for an overview. */
export function clustersAndGroups(aws: LocalAws) {
  return {
    clusters: [...aws.ecs.state.clusters.values()].map((cluster) => ({
      name: cluster.name,
      containerInstances: countBy([...cluster.instances.values()].map(({ status }) => status)),
      tasks: countBy([...cluster.tasks.values()].map(({ lastStatus }) => lastStatus)),
      services: [...cluster.services.keys()],
    })),
    groups: [...aws.autoScaling.groups.values()].map((group) => ({
      name: group.name,
      desiredCapacity: group.desiredCapacity,
      instances: [...group.instances.values()].map(({ id, state, actions }) => ({
        instanceId: id,
        lifecycleState: state,
        waitsFor: [...actions.keys()],
      })),
    })),
  };
}

export type WorldsView = ReturnType<typeof clustersAndGroups>;

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
