/** A lifecycle action that somebody told us of: what is remembered of it, whose it is, and how it is addressed. */
import type { HookObservation, LifecycleActionRef, LifecycleHook } from '../observation/observation';
import type { LifecycleNotice } from '../../notice';
import type { Spec } from '../../spec';

export interface LifecycleAction {
  readonly notice: LifecycleNotice;
  /** When the first observation began that asked for it; undefined until then. */
  readonly firstAskedAt: number | undefined;
  /** AWS no longer knows the token: address the action by instance. */
  readonly tokenIsStale: boolean;
  /** AWS knows no active action by any name, while the instance waits. */
  readonly noActiveActionSince: number | undefined;
  /** The hook as it was read last; undefined until then, and where there is none. */
  readonly lifecycleHook: LifecycleHook | undefined;
  /** The group has shown no such hook since then; `isMissing` once that is believed. */
  readonly missingSince: number | undefined;
  readonly isMissing: boolean;
  /** Seen to be ours, once and for all: a hook that is changed in mid-drain is still the one that the instance waits in. */
  readonly isOurs: boolean;
  /** When the observation began in which the last heartbeat was recorded. */
  readonly lastHeartbeatAt: number | undefined;
  /** The last heartbeat that was tried got no answer, or was told that there is no such action by any name. */
  readonly heartbeatFailed: boolean;
  /** Completed, by us or somebody else: nothing is left to do for it. */
  readonly ended: boolean;
  /** When it was known that the wait is over, in milliseconds since the epoch; undefined where it is believed alone. */
  readonly endedAt: number | undefined;
}

export function newLifecycleAction(notice: LifecycleNotice): LifecycleAction {
  return {
    notice,
    firstAskedAt: undefined,
    // What the sweep found has no token to address it by.
    tokenIsStale: notice.kind === 'found-waiting',
    noActiveActionSince: undefined,
    lifecycleHook: undefined,
    missingSince: undefined,
    isMissing: false,
    isOurs: false,
    lastHeartbeatAt: undefined,
    heartbeatFailed: false,
    ended: false,
    endedAt: undefined,
  };
}

export const withEnd = (action: LifecycleAction, now: number): LifecycleAction =>
  action.ended ? action : { ...action, ended: true, endedAt: now };

export interface HookName {
  readonly autoScalingGroupName: string;
  readonly lifecycleHookName: string;
}

export const isSameHook = (a: HookName, b: HookName): boolean =>
  a.autoScalingGroupName === b.autoScalingGroupName && a.lifecycleHookName === b.lifecycleHookName;

/** The message named a group that the instance is not in, as far as Auto Scaling has said. */
export const isOfAnotherGroup = (hook: HookName, groupOfInstance: string | undefined): boolean =>
  groupOfInstance !== undefined && groupOfInstance !== hook.autoScalingGroupName;

/**
 * Whose hook is it? Ours: named by configuration, or one that notifies what is ours by configuration or brought its message.
 * Theirs: seen, and neither; or of a group that the instance is not in.
 */
export function ownershipOf(
  { notice, isOurs, lifecycleHook, isMissing }: LifecycleAction,
  spec: OurHooks,
  groupOfInstance: string | undefined,
): 'ours' | 'theirs' | 'unknown' {
  if (isOfAnotherGroup(notice, groupOfInstance)) return 'theirs';
  if (isOurs || spec.lifecycleHooks.includes(notice.lifecycleHookName)) return 'ours';
  if (lifecycleHook === undefined) return isMissing ? 'theirs' : 'unknown';
  return isOurHook(lifecycleHook, spec) || notifiesTransport(lifecycleHook, notice) ? 'ours' : 'theirs';
}

/** What of the spec says which hooks are ours. */
export type OurHooks = Pick<Spec, 'lifecycleHooks' | 'notificationTargets'>;

/** Ours by configuration: its name, or what it notifies. */
export const isOurHook = (
  { name, notificationTargetArn }: Pick<LifecycleHook, 'name' | 'notificationTargetArn'>,
  { lifecycleHooks, notificationTargets }: OurHooks,
): boolean =>
  lifecycleHooks.includes(name) ||
  (notificationTargetArn !== undefined && notificationTargets.includes(notificationTargetArn));

/** Without a message whose transport could say so, as neither the sweep nor the doctor has one, settings alone do. */
export const saysWhichHooksAreOurs = ({ lifecycleHooks, notificationTargets }: OurHooks): boolean =>
  lifecycleHooks.length + notificationTargets.length > 0;

/** A topic or queue that hooks notify and that notifies us. EventBridge tells of every hook, and so says nothing of whose it is. */
const notifiesTransport = ({ notificationTargetArn }: LifecycleHook, notice: LifecycleNotice): boolean =>
  notificationTargetArn !== undefined &&
  notice.kind === 'terminate-lifecycle-action' &&
  notificationTargetArn === notice.notificationTargetArn;

export const tokenOf = (notice: LifecycleNotice): string | undefined =>
  notice.kind === 'terminate-lifecycle-action' ? notice.lifecycleActionToken : undefined;

export const sentAtOf = (notice: LifecycleNotice): number | undefined =>
  notice.kind === 'terminate-lifecycle-action' ? notice.sentAt : undefined;

export const targetOf = (notice: LifecycleNotice): string | undefined =>
  notice.kind === 'terminate-lifecycle-action' ? notice.notificationTargetArn : undefined;

/** The action as it is to be addressed now. */
export const refOf = ({ notice, tokenIsStale }: LifecycleAction): LifecycleActionRef => ({
  autoScalingGroupName: notice.autoScalingGroupName,
  lifecycleHookName: notice.lifecycleHookName,
  ec2InstanceId: notice.ec2InstanceId,
  lifecycleActionToken: tokenIsStale ? undefined : tokenOf(notice),
});

/** Folds what an observation showed of the hook and its heartbeat into the action. */
export function rememberHook(
  action: LifecycleAction,
  seen: HookObservation,
  at: { readonly requestedAt: number; readonly now: number; readonly graceMs: number },
): LifecycleAction {
  const read = {
    ...action,
    ...hookAsRead(action, seen.lifecycleHook, at),
    firstAskedAt: action.firstAskedAt ?? at.requestedAt,
  };
  switch (seen.heartbeat.kind) {
    case 'recorded':
      return {
        ...read,
        lastHeartbeatAt: at.requestedAt,
        heartbeatFailed: false,
        noActiveActionSince: undefined,
      };
    case 'no-active-action':
      return withoutActiveAction(read, at.now, at.graceMs);
    case 'unknown':
      return { ...read, heartbeatFailed: true };
    case 'not-due':
      return read;
  }
}

/**
 * The hook as it was read last. Whether a change of it reaches an instance that already waits in it, AWS's documents do not say:
 * the shorter time-out is kept alive, the global timeout stays what it was, and a hook that is gone is still the one waited in. Metadata
 * that is not understood changes nothing in what was understood before.
 */
function hookAsRead(
  { lifecycleHook: before, missingSince }: LifecycleAction,
  seen: HookObservation['lifecycleHook'],
  {
    requestedAt,
    now,
    graceMs,
  }: { readonly requestedAt: number; readonly now: number; readonly graceMs: number },
): Pick<LifecycleAction, 'lifecycleHook' | 'missingSince' | 'isMissing'> {
  if (seen?.kind !== 'known') return { lifecycleHook: before, missingSince, isMissing: false };
  const isThere = { missingSince: undefined, isMissing: false };
  if (seen.value === null) {
    if (before !== undefined) return { lifecycleHook: before, ...isThere };
    const since = missingSince ?? now;
    return { lifecycleHook: undefined, missingSince: since, isMissing: requestedAt >= since + graceMs };
  }
  if (before === undefined) return { lifecycleHook: seen.value, ...isThere };
  const { heartbeatTimeoutSeconds, metadataProblem, specChange } = seen.value;
  const lifecycleHook = {
    ...seen.value,
    heartbeatTimeoutSeconds: Math.min(before.heartbeatTimeoutSeconds, heartbeatTimeoutSeconds),
    globalTimeoutSeconds: before.globalTimeoutSeconds,
    specChange: metadataProblem === undefined ? specChange : before.specChange,
  };
  return { lifecycleHook, ...isThere };
}

/**
 * AWS knows no active action by this name: give up the token, and then, when that is said again after the grace, the action.
 * Whether the instance has left the wait is another matter, which the next observation tells.
 */
export function withoutActiveAction(action: LifecycleAction, now: number, graceMs: number): LifecycleAction {
  if (!action.tokenIsStale) return { ...action, tokenIsStale: true };
  const since = action.noActiveActionSince ?? now;
  const waiting = { ...action, heartbeatFailed: true, noActiveActionSince: since };
  // Believed, and not known: a message may still prove that it waits.
  return now >= since + graceMs ? { ...waiting, ended: true } : waiting;
}
