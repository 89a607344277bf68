/** When the drain must be over, who set that, and what happens then. The earliest rules. */
import { globalTimeoutAt, openHooks } from '../hooks/hooks';
import type { LifecycleAction } from '../hooks/lifecycle-action';
import { reclaimedByEc2Of } from '../observation/reclaimed-by-ec2';
import type { DrainState } from '../state/drain-state';
import type { LifecycleActionResult } from '../observation/observation';
import type { DeadlineSource } from '../vocabulary/deadline-sources';
import type { Outcome } from '../vocabulary/outcomes';

export interface Deadline {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly setBy: DeadlineSource;
  /** The hook whose global timeout it is: the others may wait on. */
  readonly hook?: LifecycleAction;
}

/** The action has to be completed before the global timeout, however slow an observation is. */
const globalTimeoutMarginMs = 60_000;

export function deadlineOf(state: DrainState): Deadline | undefined {
  const { startedAt, noticeDeadlineAt, extension, spec } = state;
  const reclaimedByEc2 = reclaimedByEc2Of(state);
  const globalTimeout = globalTimeoutOf(state);
  const deadlines: Deadline[] = globalTimeout ? [globalTimeout] : [];
  if (extension !== undefined) deadlines.push({ at: extension.deadlineAt, setBy: 'extension' });
  else if (spec.deadlineSeconds !== undefined)
    deadlines.push({ at: startedAt + spec.deadlineSeconds * 1000, setBy: 'spec' });
  if (noticeDeadlineAt !== undefined) deadlines.push({ at: noticeDeadlineAt, setBy: 'notice' });
  if (reclaimedByEc2?.deadlineAt !== undefined)
    deadlines.push({ at: reclaimedByEc2.deadlineAt, setBy: 'ec2' });
  return earliest(deadlines);
}

/** The first global timeout of our hooks: no heartbeat and no command can move it. */
export function globalTimeoutOf(state: DrainState): Deadline | undefined {
  const globalTimeouts = openHooks(state).flatMap((hook): Deadline[] => {
    const at = globalTimeoutAt(hook, state);
    return at === undefined ? [] : [{ at: at - globalTimeoutMarginMs, setBy: 'global-timeout', hook }];
  });
  return earliest(globalTimeouts);
}

const earliest = (deadlines: readonly Deadline[]): Deadline | undefined =>
  [...deadlines].sort((a, b) => a.at - b.at)[0];

/** Whether the instance is kept at the deadline, with all that runs on it: then nothing needs to be stopped for it. */
export const keepsAtDeadline = (state: DrainState): boolean =>
  atDeadline(state).result === 'ABANDON' && state.group?.retainsAbandoned === true;

/** ABANDON keeps the instance where its group retains abandoned ones; elsewhere it would only skip the other hooks. */
export function atDeadline({ spec, group }: DrainState): { result: LifecycleActionResult; outcome: Outcome } {
  const abandons =
    spec.onDeadline === 'force-abandon' ||
    (spec.onDeadline === 'abandon' && group?.retainsAbandoned === true);
  return abandons
    ? { result: 'ABANDON', outcome: 'abandoned' }
    : { result: 'CONTINUE', outcome: 'deadline-reached' };
}
