/** When to observe again: soon after a change, rarely when all is quiet, and no heartbeat is missed. */
import { deadlineOf } from './deadline';
import { ownershipOf, type LifecycleAction } from '../hooks/lifecycle-action';
import {
  awaitsHook,
  heartbeatTimeoutMs,
  shortestHeartbeatTimeoutSeconds,
  waitingSince,
} from '../hooks/hooks';
import type { DrainState } from '../state/drain-state';
import { hasWaited } from '../state/lifecycle';
import { isShadow } from '../shadow';
import { mayDrain } from '../state/allowed';
import { nextStopAt } from '../tasks/outstanding';

/** The longest that an observation may take; `observe` keeps to it. */
export const observationTimeoutMs = 9_000;

/** A third of the hook's timeout, at most what the spec says. */
export const heartbeatIntervalMs = (action: LifecycleAction, state: DrainState): number =>
  Math.min(heartbeatTimeoutMs(action) / 3, state.spec.heartbeatSeconds * 1000);

/**
 * When a lifecycle action needs its next heartbeat, in milliseconds since the epoch; undefined when it needs none.
 * Until Auto Scaling has said that the instance waits, a heartbeat is due only if Auto Scaling does not say anything. A hook
 * that could not be read is kept alive, because it may be ours; that does no harm to one that is not.
 */
export function heartbeatDueAt(action: LifecycleAction, state: DrainState): number | undefined {
  const maybeWaiting =
    hasWaited(state.lifecycle) || (state.lifecycle.kind === 'not-seen' && state.observationCount > 0);
  const owner = ownershipOf(action, state.spec, state.groupOfInstance);
  if (isShadow(state) || action.ended || owner === 'theirs' || !maybeWaiting) return undefined;
  if (!mayDrain(state, action.notice.autoScalingGroupName)) return undefined;
  const { lastHeartbeatAt, noActiveActionSince } = action;
  if (lastHeartbeatAt === undefined) return state.startedAt;
  const usualAt = lastHeartbeatAt + heartbeatIntervalMs(action, state);
  if (noActiveActionSince === undefined) return usualAt;
  // A heartbeat is also the only question that tells whether there is no active action indeed.
  return Math.min(usualAt, noActiveActionSince + state.spec.absenceGraceSeconds * 1000);
}

/** The earliest of all. */
export function nextHeartbeatAt(state: DrainState): number | undefined {
  const dueAt = state.lifecycleActions.flatMap((action) => heartbeatDueAt(action, state) ?? []);
  return dueAt.length === 0 ? undefined : Math.min(...dueAt);
}

/**
 * The resync: soon after a change, then ever more rarely, never later than a quarter of the time for which nothing has
 * changed, and in time for the heartbeat, for the deadline and for the next task that has to be told to stop.
 */
export function nextObservationAt(state: DrainState, now: number): number {
  const resyncAt = now + resyncMs(state, now);
  const deadlineAt = deadlineOf(state)?.at ?? Infinity;
  // Before the wait is confirmed the hook may be running out, and nothing keeps it alive.
  const isUnconfirmed = !hasWaited(state.lifecycle) && awaitsHook(state, now);
  const unconfirmedAt = isUnconfirmed ? now + (shortestHeartbeatTimeoutSeconds / 3) * 1000 : Infinity;
  return Math.min(
    resyncAt,
    unconfirmedAt,
    deadlineAt > now ? deadlineAt : Infinity,
    nextStopAt(state, now),
    ...state.lifecycleActions.map((action) => nextBeatAt(action, state, now)),
  );
}

const resyncMs = ({ spec, unchangedSince }: DrainState, now: number): number =>
  Math.max(spec.resyncSeconds * 1000, Math.min((now - unchangedSince) / 4, spec.heartbeatSeconds * 1000));

function nextBeatAt(action: LifecycleAction, state: DrainState, now: number): number {
  const dueAt = heartbeatDueAt(action, state);
  if (dueAt === undefined) return Infinity;
  if (dueAt > now || !action.heartbeatFailed) return Math.max(dueAt, now);
  // It failed. Sooner the less of the timeout is left; when that is over, as any other observation.
  const leftMs = (action.lastHeartbeatAt ?? waitingSince(action, state)) + heartbeatTimeoutMs(action) - now;
  const soonMs = leftMs > 0 ? Math.max(1000, leftMs / 4) : Infinity;
  return now + Math.min(soonMs, resyncMs(state, now), heartbeatIntervalMs(action, state));
}
