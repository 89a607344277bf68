/** Folds what became of an action into the memory. */
import type { Action, ActionResult } from '../actions';
import { isSameHook, ownershipOf, withEnd, withoutActiveAction } from '../hooks/lifecycle-action';
import type { Memory } from './memory';
import { ongoing, type OngoingCallError } from './call-errors';

export function applyResult(before: Memory, action: Action, result: ActionResult, now: number): Memory {
  if (result.kind === 'paused') return before;
  if (result.kind === 'interrupted')
    // As where an answer was lost.
    return result.sent && action.kind === 'complete-lifecycle-action'
      ? { ...before, completionSent: action.outcome }
      : before;
  const memory = { ...before, actionError: callErrorOf(before, result, now) };
  switch (action.kind) {
    case 'set-draining':
      return result.kind === 'done' ? { ...memory, drainingSetAt: now } : memory;
    case 'set-active':
      return result.kind === 'done' ? { ...memory, outcome: 'returned-to-active' } : memory;
    case 'return-permit':
      return result.kind === 'done' ? { ...memory, permitRequestedAt: undefined } : memory;
    case 'request-permit':
      return result.kind === 'done' ? { ...memory, permitRequestedAt: now } : memory;
    case 'stop-tasks':
      return result.kind === 'done' ? { ...memory, quietSince: now } : memory;
    case 'complete-lifecycle-action':
      return applyCompletion(memory, action, result, now);
  }
}

function applyCompletion(
  memory: Memory,
  { lifecycleAction, outcome }: Extract<Action, { kind: 'complete-lifecycle-action' }>,
  result: Exclude<ActionResult, { kind: 'paused' | 'interrupted' }>,
  now: number,
): Memory {
  if (result.kind === 'failed') {
    // An answer that was lost does not say that nothing happened.
    return result.callError.cause === 'transient' ? { ...memory, completionSent: outcome } : memory;
  }
  const graceMs = memory.spec.absenceGraceSeconds * 1000;
  const lifecycleActions = memory.lifecycleActions.map((action) => {
    if (!isSameHook(action.notice, lifecycleAction)) return action;
    return result.kind === 'done' ? withEnd(action, now) : withoutActiveAction(action, now, graceMs);
  });
  const isOver =
    result.kind === 'done' &&
    lifecycleActions.every(
      (action) => action.ended || ownershipOf(action, memory.spec, memory.groupOfInstance) === 'theirs',
    );
  return { ...memory, lifecycleActions, completionSent: outcome, outcome: isOver ? outcome : undefined };
}

function callErrorOf(
  { actionError }: Memory,
  result: ActionResult,
  now: number,
): OngoingCallError | undefined {
  if (result.kind !== 'failed') return undefined;
  return ongoing(actionError ? [actionError] : [], [result.callError], now)[0];
}
