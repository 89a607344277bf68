/** The sweep's decision: which instances that wait in a hook of ours have no drain that knows of it. */
import { compare } from '../format/compare';
import type { Outcome } from '../drain/vocabulary/outcomes';
import { hookIdentity, type FoundWaiting } from '../notice';
import type { Blocker } from './vocabulary/blockers';
import type { SkipReason } from './vocabulary/skip-reasons';

/** An instance that Auto Scaling shows waiting in a termination hook. */
export interface WaitingInstance {
  readonly ec2InstanceId: string;
  readonly autoScalingGroupName: string;
  /** Names of the group's termination hooks that are ours. */
  readonly ourHooks: 'group-not-allowed' | readonly string[];
}

/** Only then its drain is of interest. */
export const isInOurHook = ({ ourHooks }: WaitingInstance): boolean =>
  ourHooks !== 'group-not-allowed' && ourHooks.length > 0;

/** What is known in Temporal of the last drain of an instance. */
export type LastDrain =
  | { readonly kind: 'none' }
  | (Run & {
      /** What was cancelled, by this run's cancel or one before: see `identityOf`. */
      readonly cancelled: readonly string[];
    });

type Run =
  /** `askedFor`: see `DrainMemo`. */
  | { readonly kind: 'runs'; readonly askedFor: readonly string[] }
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'completed';
      readonly outcome: Outcome;
      /** `group/hook` of the lifecycle actions that are over. */
      readonly completedHooks: readonly string[];
    }
  /** It did not end by itself. */
  | { readonly kind: 'failed' | 'terminated' | 'timed-out' };

/** By EC2 instance id. */
export type LastDrains = Readonly<Record<string, LastDrain>>;

export type Hook = Pick<FoundWaiting, 'ec2InstanceId' | 'autoScalingGroupName' | 'lifecycleHookName'>;

/** A drain is to be started, or told of the hook if it runs. */
export interface ToStart extends Hook {
  /** What is known of the last drain; `runs`, `cancelled` and `completed`: it knew nothing of this hook. */
  readonly lastDrain: LastDrain['kind'];
}

export interface SkippedInstance extends Pick<WaitingInstance, 'ec2InstanceId' | 'autoScalingGroupName'> {
  /** Undefined where it is for none of the group's hooks. */
  readonly lifecycleHookName?: string;
  readonly reason: SkipReason;
}

/** A container instance that is DRAINING while Auto Scaling does not terminate it. */
export interface DrainingInstance {
  readonly ec2InstanceId: string;
  readonly clusterArn: string;
  readonly containerInstanceArn: string;
}

export interface OrphanedInstance extends DrainingInstance {
  /** How its last drain ended; undefined: Temporal knows of none. */
  readonly lastDrain: Outcome | 'cancelled' | 'failed' | 'terminated' | 'timed-out' | undefined;
}

/** What one sweep saw and did. */
export interface SweepResult {
  /** How many instances Auto Scaling has in groups. */
  readonly observed: number;
  /** How many of them wait in a termination hook, whosever it is. */
  readonly waiting: number;
  readonly started: readonly ToStart[];
  readonly left: readonly SkippedInstance[];
  readonly orphaned: readonly OrphanedInstance[];
  /** How many more there were of all these; only so many are kept of each. */
  readonly leftOff: number;
  /** Why no drain could be started. */
  readonly unable?: Blocker;
}

export interface SweepDecision {
  readonly start: readonly ToStart[];
  readonly leave: readonly SkippedInstance[];
}

/**
 * Each hook of ours by itself. Started: what has no drain, or one that did not end by itself, or one that knew nothing of this
 * hook. Its message may still be on its way: the drain takes it in when it comes.
 */
export function decideSweep(waiting: readonly WaitingInstance[], drains: LastDrains): SweepDecision {
  const start: ToStart[] = [];
  const leave: SkippedInstance[] = [];
  for (const { ourHooks, ...instance } of waiting) {
    if (ourHooks === 'group-not-allowed' || ourHooks.length === 0) {
      leave.push({ ...instance, reason: ourHooks === 'group-not-allowed' ? ourHooks : 'not-our-hook' });
      continue;
    }
    const drain = drains[instance.ec2InstanceId] ?? { kind: 'none' };
    for (const lifecycleHookName of ourHooks) {
      const hook = { ...instance, lifecycleHookName };
      const reason = reasonToLeave(hookIdentity(hook), drain);
      if (reason === undefined) start.push({ ...hook, lastDrain: drain.kind });
      else leave.push({ ...hook, reason });
    }
  }
  return { start, leave };
}

/** Undefined: it is not to be left. */
function reasonToLeave(identity: string, drain: LastDrain): SkipReason | undefined {
  if (drain.kind !== 'none' && drain.cancelled.includes(identity)) return 'cancelled';
  switch (drain.kind) {
    case 'runs':
      return drain.askedFor.includes(identity) ? 'drain-runs' : undefined;
    case 'completed':
      return drain.completedHooks.includes(identity) ? 'completed' : undefined;
    case 'none':
    case 'cancelled':
    case 'failed':
    case 'terminated':
    case 'timed-out':
      return undefined;
  }
}

/**
 * Returns those that are DRAINING without a drain. One whose drain completed a lifecycle action is on its way out, whatever
 * Auto Scaling showed a moment ago.
 */
export function orphanedAmong(
  draining: readonly DrainingInstance[],
  drains: LastDrains,
): readonly OrphanedInstance[] {
  return draining.flatMap((instance) => {
    const drain = drains[instance.ec2InstanceId] ?? { kind: 'none' };
    switch (drain.kind) {
      case 'runs':
        return [];
      case 'none':
        return { ...instance, lastDrain: undefined };
      case 'completed':
        return drain.completedHooks.length > 0 ? [] : { ...instance, lastDrain: drain.outcome };
      case 'cancelled':
      case 'failed':
      case 'terminated':
      case 'timed-out':
        return { ...instance, lastDrain: drain.kind };
    }
  });
}

/** Of each list: a workflow's result may not grow with the account. */
const kept = 500;

/** The result, sorted by instance, each list cut to what people read. */
export function concise(result: Omit<SweepResult, 'leftOff'>): SweepResult {
  const { started, left, orphaned } = result;
  const leftOff = [started, left, orphaned]
    .map(({ length }) => Math.max(0, length - kept))
    .reduce((sum, more) => sum + more);
  return {
    ...result,
    started: firstOf(started),
    left: firstOf(left),
    orphaned: firstOf(orphaned),
    leftOff,
  };
}

const firstOf = <T extends { readonly ec2InstanceId: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => compare(a.ec2InstanceId, b.ec2InstanceId)).slice(0, kept);
