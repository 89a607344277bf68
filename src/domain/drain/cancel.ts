/** What a cancelled drain still does: nothing, but to undo what is harmless, or to complete its hook where the spec says so. */
import type { Action } from './actions';
import { openHooks } from './hooks/hooks';
import { refOf } from './hooks/lifecycle-action';
import type { DrainState } from './state/drain-state';
import { applyObservation } from './state/apply-observation';
import type { ObservationResult } from './observation/observation';
import type { Plan } from './plan';
import { isShadow } from './shadow';
import { conditionsOf } from './status/conditions';
import { statusOf } from './status/status';
import { isBeingReclaimed } from './observation/reclaimed-by-ec2';
import { registrationOf } from './state/host';
import { isNotTerminating } from './state/lifecycle';
import { ended } from './state/progress';

/**
 * @param result at how things stand, without a heartbeat
 * @returns a plan with the outcome `cancelled`, whose action, if any, is to be tried once
 */
export function planAfterCancel(result: ObservationResult, before: DrainState, now: number): Plan {
  const seen = applyObservation(before, result, now);
  const state: DrainState = {
    ...seen,
    conditions: conditionsOf(seen, now),
    progress: ended(seen.progress, 'cancelled', now),
  };
  const action = isShadow(state) ? undefined : lastAction(result, state);
  return over(state, action, now);
}

const over = (state: DrainState, action: Action | undefined, now: number): Plan => ({
  action,
  state,
  nextObservationAt: undefined,
  status: statusOf(state, 'cancelled', 'Ended', now, undefined),
});

function lastAction({ observation }: ObservationResult, state: DrainState): Action | undefined {
  const registration = registrationOf(state);
  const open = openHooks(state)[0];
  const isSeen = observation.autoScalingInstance.kind === 'known';
  const stays = isNotTerminating(state.lifecycle);
  if (open !== undefined && !stays) {
    return state.spec.onCancel === 'continue'
      ? {
          kind: 'complete-lifecycle-action',
          lifecycleAction: refOf(open),
          result: 'CONTINUE',
          outcome: 'cancelled',
        }
      : undefined;
  }
  // DRAINING that we did not request is not ours to undo; and an instance that may be terminated stays as it is.
  if (!isSeen || !stays || isBeingReclaimed(state) || registration?.drainingRequest === undefined)
    return undefined;
  const { status, clusterArn, containerInstanceArn } = registration.containerInstance;
  if (status !== 'DRAINING') return undefined;
  return { kind: 'set-active', clusterArn, containerInstanceArn };
}
