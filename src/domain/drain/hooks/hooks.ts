/** The lifecycle hooks that a drain cares for: which are still to be completed, and how long they live. */
import { hookOf, ownershipOf, sentAtOf, type LifecycleAction } from './lifecycle-action';
import type { DrainState } from '../state/drain-state';
import { hasWaited } from '../state/lifecycle';
import { hookIdentity } from '../../notice';

/** While a hook's timeout is not known, AWS's shortest one is assumed. */
export const shortestHeartbeatTimeoutSeconds = 30;

/** Ours, not completed, of an instance that was seen waiting: those that the drain completes. */
export const openHooks = ({ lifecycleActions, lifecycle }: DrainState): readonly LifecycleAction[] =>
  hasWaited(lifecycle) ? lifecycleActions.filter(({ isOurs, ended }) => isOurs && !ended) : [];

/** `group/hook` of those that have ended, by us or by others: none of them is drained for again. */
export const completedHooks = ({ lifecycleActions }: DrainState): readonly string[] =>
  lifecycleActions.filter(({ ended }) => ended).map(({ notice }) => hookIdentity(notice));

/**
 * A message told of a hook that may be ours, and it is not known yet that the instance waits in it: Auto Scaling does not answer,
 * says that the instance is on its way, or says something else and may be late.
 */
export function awaitsHook(state: DrainState, now: number): boolean {
  const { lifecycleActions, spec, groupOfInstance, lifecycle } = state;
  const isConfirmed =
    lifecycle.kind === 'not-waiting' &&
    lifecycle.stage !== 'terminating' &&
    now >= lifecycle.unconfirmedSince + spec.absenceGraceSeconds * 1000;
  return (
    !isConfirmed &&
    lifecycleActions.some(
      (action) => !action.ended && ownershipOf(action, spec, groupOfInstance) !== 'theirs',
    )
  );
}

/** The wait began about when its message was sent; where that is not known, when an observation first asked for it. */
export const waitingSince = ({ notice, firstAskedAt }: LifecycleAction, { startedAt }: DrainState): number =>
  sentAtOf(notice) ?? firstAskedAt ?? startedAt;

/**
 * No heartbeat helps past the global timeout: 48 hours or 100 × the heartbeat timeout. Undefined while the hook is not read.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_LifecycleHook.html (GlobalTimeout)
 */
export function globalTimeoutAt(action: LifecycleAction, state: DrainState): number | undefined {
  const hook = hookOf(action);
  return hook && waitingSince(action, state) + hook.globalTimeoutSeconds * 1000;
}

/** When the hook's default result ends the wait if no further heartbeat arrives. */
export function expiresAt(action: LifecycleAction, state: DrainState): number {
  const aliveSince = action.lastHeartbeatAt ?? waitingSince(action, state);
  return Math.min(aliveSince + heartbeatTimeoutMs(action), globalTimeoutAt(action, state) ?? Infinity);
}

export const heartbeatTimeoutMs = (action: LifecycleAction): number =>
  (hookOf(action)?.heartbeatTimeoutSeconds ?? shortestHeartbeatTimeoutSeconds) * 1000;
