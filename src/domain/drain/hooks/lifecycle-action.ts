/** A lifecycle action that a notice named: what is known of it, whose it is, and how it is addressed. */
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
  readonly hook: KnownHook;
  /** Seen to be ours, once and for all: a hook that is changed in mid-drain is still the one that the instance waits in. */
  readonly isOurs: boolean;
  /** When the observation began in which the last heartbeat was recorded. */
  readonly lastHeartbeatAt: number | undefined;
  /** The last heartbeat that was tried got no answer, or was told that there is no such action by any name. */
  readonly heartbeatFailed: boolean;
  /** Completed, by us or others: nothing is left to do for it. */
  readonly ended: ActionEnd | undefined;
}

/** What is known of the hook of a lifecycle action. */
export type KnownHook =
  | { readonly kind: 'not-read' }
  /** Its group has shown no such hook since then; confirmed after the grace. */
  | { readonly kind: 'missing'; readonly since: number; readonly isConfirmed: boolean }
  /** As it was read last. */
  | { readonly kind: 'read'; readonly hook: LifecycleHook };

export interface ActionEnd {
  /** When it was known that the wait is over, in milliseconds since the epoch; undefined where AWS only knows no such action. */
  readonly at: number | undefined;
}

/** The hook as it was read last; undefined until then, and where there is none. */
export const hookOf = ({ hook }: Pick<LifecycleAction, 'hook'>): LifecycleHook | undefined =>
  hook.kind === 'read' ? hook.hook : undefined;

export function newLifecycleAction(notice: LifecycleNotice): LifecycleAction {
  return {
    notice,
    firstAskedAt: undefined,
    // What the sweep found has no token to address it by.
    tokenIsStale: notice.kind === 'found-waiting',
    noActiveActionSince: undefined,
    hook: { kind: 'not-read' },
    isOurs: false,
    lastHeartbeatAt: undefined,
    heartbeatFailed: false,
    ended: undefined,
  };
}

export const withEnd = (action: LifecycleAction, now: number): LifecycleAction =>
  action.ended ? action : { ...action, ended: { at: now } };

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
  { notice, isOurs, hook }: LifecycleAction,
  spec: OurHooks,
  groupOfInstance: string | undefined,
): 'ours' | 'theirs' | 'unknown' {
  if (isOfAnotherGroup(notice, groupOfInstance)) return 'theirs';
  if (isOurs || spec.lifecycleHooks.includes(notice.lifecycleHookName)) return 'ours';
  switch (hook.kind) {
    case 'not-read':
      return 'unknown';
    case 'missing':
      return hook.isConfirmed ? 'theirs' : 'unknown';
    case 'read':
      return isOurHook(hook.hook, spec) || notifiesTransport(hook.hook, notice) ? 'ours' : 'theirs';
  }
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

/** Applies what an observation showed of the hook and its heartbeat. */
export function applyHookObservation(
  action: LifecycleAction,
  seen: HookObservation,
  at: { readonly requestedAt: number; readonly now: number; readonly graceMs: number },
): LifecycleAction {
  const read = {
    ...action,
    hook: nextHook(action.hook, seen.lifecycleHook, at),
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
function nextHook(
  before: KnownHook,
  seen: HookObservation['lifecycleHook'],
  at: { readonly requestedAt: number; readonly now: number; readonly graceMs: number },
): KnownHook {
  if (seen?.kind !== 'known') return before.kind === 'missing' ? { ...before, isConfirmed: false } : before;
  if (seen.value === null) {
    if (before.kind === 'read') return before;
    const since = before.kind === 'missing' ? before.since : at.now;
    return { kind: 'missing', since, isConfirmed: at.requestedAt >= since + at.graceMs };
  }
  return { kind: 'read', hook: before.kind === 'read' ? changedHook(before.hook, seen.value) : seen.value };
}

const changedHook = (before: LifecycleHook, seen: LifecycleHook): LifecycleHook => ({
  ...seen,
  heartbeatTimeoutSeconds: Math.min(before.heartbeatTimeoutSeconds, seen.heartbeatTimeoutSeconds),
  globalTimeoutSeconds: before.globalTimeoutSeconds,
  specChange: seen.metadataProblem === undefined ? seen.specChange : before.specChange,
});

/**
 * AWS knows no active action by this name: give up the token, and then, when that is said again after the grace, the action.
 * Whether the instance has left the wait is another matter, which the next observation tells.
 */
export function withoutActiveAction(action: LifecycleAction, now: number, graceMs: number): LifecycleAction {
  if (!action.tokenIsStale) return { ...action, tokenIsStale: true };
  const since = action.noActiveActionSince ?? now;
  const waiting = { ...action, heartbeatFailed: true, noActiveActionSince: since };
  // Assumed, and not known: a message may still prove that it waits.
  return now >= since + graceMs ? { ...waiting, ended: { at: undefined } } : waiting;
}
