/**
 * The decision. Pure: no clock, no I/O, no Temporal, no AWS. The same function plans a drain and a dry run of one.
 */
import type { ActionResult } from './actions';
import { fingerprintOf } from '../format/fingerprint';
import { awaitsHook, openHooks } from './hooks/hooks';
import { withEnd } from './hooks/lifecycle-action';
import { nextObservationAt, nextHeartbeatAt } from './schedule/next-observation';
import type { DrainState } from './state/drain-state';
import { registrationOf, tasksOf, withRegistration } from './state/host';
import { ended } from './state/progress';
import { applyResult } from './state/apply-result';
import { applyObservation } from './state/apply-observation';
import type { ObservationResult } from './observation/observation';
import type { Plan } from './plan';
import type { Reason } from './vocabulary/reasons';
import { isShadow, withPlanned } from './shadow';
import { conditionsOf } from './status/conditions';
import { statusOf } from './status/status';
import { agent } from './steps/agent';
import { complete } from './steps/complete';
import { confirm } from './steps/confirm';
import { setDraining } from './steps/set-draining';
import { deadline } from './steps/deadline';
import { waitForTasks } from './steps/wait-for-tasks';
import { paused } from './steps/paused';
import { locate } from './steps/locate';
import { allPaused } from './steps/all-paused';
import { protect } from './steps/protect';
import { release } from './steps/release';
import { verifyEmpty } from './steps/verify-empty';
import type { Step, StepResult, StepContext } from './steps/step';
import { stopDaemons } from './steps/stop-daemons';
import { permit } from './steps/permit';
import type { Phase } from './vocabulary/phases';

/** A drain, in order. The first step that is not done decides the pass. */
export const steps: readonly Step[] = [
  confirm,
  allPaused,
  release,
  paused,
  deadline,
  locate,
  protect,
  permit,
  setDraining,
  agent,
  waitForTasks,
  stopDaemons,
  verifyEmpty,
  complete,
];

/** From what was just seen and what is remembered to what is to be done now, if anything, and when to observe again. */
export function reconcile(observed: ObservationResult, before: DrainState, now: number): Plan {
  const state = applyObservation(before, observed, now);
  const { phase, result } = decide({
    observation: observed.observation,
    state,
    requestedAt: observed.requestedAt,
    now,
  });
  const settled = result.kind === 'act' ? state : { ...state, actionError: undefined };
  const isBlind = result.kind === 'wait' && result.reason === 'CannotSee';
  const after = isBlind ? settled : withFingerprint(settled, phase, now);
  switch (result.kind) {
    case 'end':
      return planOf(
        { ...withoutWaits(after, now), progress: ended(after.progress, result.outcome, now) },
        'ended',
        'Ended',
        now,
        undefined,
      );
    case 'act': {
      if (isShadow(after)) {
        const planned = withPlanned(after, { at: now, phase, action: result.action });
        if (planned === after.planned && !isAboutHook(after, now))
          return planOf(
            { ...after, progress: ended(after.progress, 'planned', now) },
            'ended',
            'Ended',
            now,
            undefined,
          );
        return planOf({ ...after, planned }, phase, result.reason, now, nextObservationAt(after, now));
      }
      const acting = result.action.kind === 'set-draining' ? withDrainingRequest(after) : after;
      return planOf(acting, phase, result.reason, now, nextObservationAt(acting, now), result.action);
    }
    case 'wait': {
      const resyncAt = nextObservationAt(after, now);
      return planOf(after, phase, result.reason, now, Math.min(resyncAt, result.at ?? resyncAt));
    }
  }
}

/** An instance that is past its hooks waits in none: an answer to a completion may have been lost. */
function withoutWaits(state: DrainState, now: number): DrainState {
  const { lifecycle, completionSent, lifecycleActions } = state;
  const stage = lifecycle.kind === 'not-waiting' ? lifecycle.stage : undefined;
  const isPast =
    stage === 'leaving' || stage === 'retained' || (stage === 'gone' && completionSent !== undefined);
  return isPast
    ? { ...state, lifecycleActions: lifecycleActions.map((action) => withEnd(action, now)) }
    : state;
}

/** The request may have been accepted although no answer came: from now on DRAINING is ours to undo. */
const withDrainingRequest = (state: DrainState): DrainState =>
  withRegistration(state, {
    drainingRequest: registrationOf(state)?.drainingRequest ?? { acceptedAt: undefined },
  });

/** In shadow mode others end the wait in a hook; what an operator requested ends with its plan. */
const isAboutHook = (state: DrainState, now: number): boolean =>
  openHooks(state).length > 0 || awaitsHook(state, now);

/** The plan's action was tried: what is remembered of it, and when to observe again. */
export function conclude(plan: Plan, result: ActionResult, now: number): Plan {
  if (plan.action === undefined) return plan;
  const state = applyResult(plan.state, plan.action, result, now);
  if (state.progress.kind === 'ended') return planOf(state, 'ended', 'Ended', now, undefined);
  const { phase, reason } = plan.status;
  return planOf(state, phase, reason, now, whenToSeeResult(plan, state, result, now));
}

/** How long an action may be tried, in milliseconds: never past the next heartbeat, so that the loop does not miss it. */
export function actWithinMs(state: DrainState, now: number): number {
  const untilHeartbeatMs = (nextHeartbeatAt(state) ?? Infinity) - now;
  return Math.min(30_000, Math.max(5_000, untilHeartbeatMs));
}

function decide(context: StepContext): { phase: Phase; result: Exclude<StepResult, { kind: 'pass' }> } {
  for (const step of steps) {
    const result = step.decide(context);
    if (result.kind !== 'pass') return { phase: step.name, result };
  }
  throw new Error('the last step, complete, always decides');
}

export function planOf(
  before: DrainState,
  phase: Phase,
  reason: Reason,
  now: number,
  nextObservationAt: number | undefined,
  action?: Plan['action'],
): Plan {
  const state = { ...before, conditions: conditionsOf(before, now) };
  return {
    action,
    state,
    nextObservationAt,
    status: statusOf(state, phase, reason, now, nextObservationAt),
  };
}

/**
 * The instance is quiet from the last change of anything that shows in here. What cannot be seen is no change: an AWS that
 * answers now and then is not asked the more for it.
 */
function withFingerprint(state: DrainState, phase: Phase, now: number): DrainState {
  const fingerprint = fingerprintOf([
    phase,
    registrationOf(state)?.containerInstance.status,
    tasksOf(state)?.map((task) => [task.taskArn, task.lastStatus, task.desiredStatus]),
  ]);
  return fingerprint === state.fingerprint ? state : { ...state, fingerprint, unchangedSince: now };
}

function whenToSeeResult(
  { action, nextObservationAt: planned }: Plan,
  state: DrainState,
  result: ActionResult,
  now: number,
): number {
  const later = now + state.spec.resyncSeconds * 1000;
  if (result.kind === 'failed') {
    // Soon, then ever more rarely, so that a refusal is not hammered; however quiet the drain was before.
    const sinceMs = now - (state.actionError?.since ?? now);
    return Math.min(planned ?? later, now + Math.max(state.spec.resyncSeconds * 1000, sinceMs / 4));
  }
  if (result.kind === 'paused' || result.kind === 'interrupted') return now;
  switch (action?.kind) {
    case 'set-draining': // tasks can be listed now
      return now;
    case 'complete-lifecycle-action': // another name or another hook is next, unless AWS knows none by any name
      return state.lifecycleActions.some((open) => !open.ended && open.noActiveActionSince !== undefined)
        ? Math.min(nextObservationAt(state, now), later)
        : now;
    case 'request-permit': // it may have been given at once
      return now + 1000;
    case 'return-permit':
    case 'stop-tasks':
    case 'set-active':
    case undefined:
      return Math.min(planned ?? later, later);
  }
}
