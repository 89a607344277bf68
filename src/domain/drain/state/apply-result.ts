/** Applies the result of an action to the state. */
import type { Action, ActionResult } from '../actions';
import { isSameHook, ownershipOf, withEnd, withoutActiveAction } from '../hooks/lifecycle-action';
import type { DrainState } from './drain-state';
import { withRegistration } from './host';
import { ended } from './progress';
import { ongoing, type OngoingCallError } from './call-errors';

export function applyResult(
  before: DrainState,
  action: Action,
  result: ActionResult,
  now: number,
): DrainState {
  if (result.kind === 'paused') return before;
  if (result.kind === 'interrupted')
    // As where an answer was lost.
    return result.sent && action.kind === 'complete-lifecycle-action'
      ? { ...before, completionSent: action.outcome }
      : before;
  const state = { ...before, actionError: callErrorOf(before, result, now) };
  switch (action.kind) {
    case 'set-draining':
      return result.kind === 'done'
        ? withRegistration(state, { drainingRequest: { acceptedAt: now } })
        : state;
    case 'set-active':
      return result.kind === 'done'
        ? { ...state, progress: ended(state.progress, 'returned-to-active', now) }
        : state;
    case 'return-permit':
      return result.kind === 'done' ? { ...state, permitRequestedAt: undefined } : state;
    case 'request-permit':
      return result.kind === 'done' ? { ...state, permitRequestedAt: now } : state;
    case 'stop-tasks':
      return result.kind === 'done' ? { ...state, unchangedSince: now } : state;
    case 'complete-lifecycle-action':
      return applyCompletion(state, action, result, now);
  }
}

function applyCompletion(
  state: DrainState,
  { lifecycleAction, outcome }: Extract<Action, { kind: 'complete-lifecycle-action' }>,
  result: Exclude<ActionResult, { kind: 'paused' | 'interrupted' }>,
  now: number,
): DrainState {
  if (result.kind === 'failed') {
    // An answer that was lost does not say that nothing happened.
    return result.callError.cause === 'transient' ? { ...state, completionSent: outcome } : state;
  }
  const graceMs = state.spec.absenceGraceSeconds * 1000;
  const lifecycleActions = state.lifecycleActions.map((action) => {
    if (!isSameHook(action.notice, lifecycleAction)) return action;
    return result.kind === 'done' ? withEnd(action, now) : withoutActiveAction(action, now, graceMs);
  });
  const isOver =
    result.kind === 'done' &&
    lifecycleActions.every(
      (action) => action.ended || ownershipOf(action, state.spec, state.groupOfInstance) === 'theirs',
    );
  return {
    ...state,
    lifecycleActions,
    completionSent: outcome,
    progress: isOver ? ended(state.progress, outcome, now) : state.progress,
  };
}

function callErrorOf(
  { actionError }: DrainState,
  result: ActionResult,
  now: number,
): OngoingCallError | undefined {
  if (result.kind !== 'failed') return undefined;
  return ongoing(actionError ? [actionError] : [], [result.callError], now)[0];
}
