import type { RecordEntry } from '../record-entries';
import { ofKind, tookEffect, inputText } from './history';

/** One instance's way from the start of its first terminating lifecycle action to its end. Clock times in ms. */
export interface Release {
  readonly instanceId: string;
  readonly lastTaskStoppedAt: number;
  readonly completedAt: number;
  readonly latencyMs: number;
}

export interface Summary {
  readonly hooksCompleted: number;
  readonly hooksExpired: number;
  /** Containers that ran when their host was terminated. */
  readonly cutShort: number;
  readonly instancesTerminated: number;
  /** Calls received by `service.Operation`, whatever came of them. */
  readonly awsCalls: Readonly<Record<string, number>>;
  /** From the last task STOPPED on an instance to the first CompleteLifecycleAction for it; absent without any. */
  readonly releaseLatencyMs: { readonly p50: number; readonly p99: number } | undefined;
  readonly releases: readonly Release[];
}

export interface SummaryOptions {
  /** Count only calls of these access key ids. @default all */
  readonly callers?: readonly string[];
}

/** What happened, in numbers. */
export function summarize(entries: readonly RecordEntry[], options: SummaryOptions = {}): Summary {
  const actions = ofKind(entries, 'lifecycle-action');
  const releases = releasesIn(entries);
  const latencies = releases.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    hooksCompleted: actions.filter(({ change }) => change.what === 'completed').length,
    hooksExpired: actions.filter(({ change }) => change.what === 'expired').length,
    cutShort: ofKind(entries, 'container-ended').filter(({ how }) => how === 'cut-short').length,
    instancesTerminated: ofKind(entries, 'instance').filter((e) => e.lifecycleState === 'Terminated').length,
    awsCalls: countCalls(entries, options.callers),
    releaseLatencyMs:
      latencies.length === 0 ? undefined : { p50: percentile(latencies, 50), p99: percentile(latencies, 99) },
    releases,
  };
}

function countCalls(
  entries: readonly RecordEntry[],
  callers: readonly string[] | undefined,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { service, operation, caller } of ofKind(entries, 'call')) {
    if (callers && !callers.includes(caller)) continue;
    const name = `${service}.${operation}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Instances whose action was completed after every task had stopped on them: one completed too early is no release. */
function releasesIn(entries: readonly RecordEntry[]): Release[] {
  const lastStopped = new Map<string, number>();
  const running = new Map<string, Set<string>>();
  const instanceByToken = new Map<string, string>();
  const releases = new Map<string, Release>();
  for (const entry of entries) {
    if (entry.kind === 'task') {
      const tasks = running.get(entry.ec2InstanceId) ?? new Set();
      running.set(entry.ec2InstanceId, tasks.add(entry.taskArn));
      if (entry.lastStatus === 'STOPPED') {
        tasks.delete(entry.taskArn);
        lastStopped.set(entry.ec2InstanceId, entry.at);
      }
    }
    if (entry.kind === 'lifecycle-action') instanceByToken.set(entry.token, entry.instanceId);
    if (entry.kind !== 'call' || entry.operation !== 'CompleteLifecycleAction' || !tookEffect(entry))
      continue;
    const token = inputText(entry, 'LifecycleActionToken');
    const instanceId = inputText(entry, 'InstanceId') ?? instanceByToken.get(token ?? '') ?? '';
    const lastTaskStoppedAt = lastStopped.get(instanceId);
    const isRunning = (running.get(instanceId)?.size ?? 0) > 0;
    if (lastTaskStoppedAt === undefined || isRunning || releases.has(instanceId)) continue;
    const latencyMs = entry.at - lastTaskStoppedAt;
    releases.set(instanceId, { instanceId, lastTaskStoppedAt, completedAt: entry.at, latencyMs });
  }
  return [...releases.values()];
}

/** The nearest-rank percentile of a sorted, non-empty list. */
const percentile = (sorted: readonly number[], percent: number): number =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
