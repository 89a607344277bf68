/** What a drain does once it has an outcome: it returns its permit, and publishes how it ended. Neither keeps it from ending. */
import type { Action, ActionResult } from './actions';
import type { Farewell, DrainState } from './state/drain-state';
import { outcomeMessage, type OutcomeMessage } from './outcome-message';
import type { Outcome } from '../reasons';

/** Publishes how the drain ended, at least once. */
export interface PublishOutcome {
  readonly kind: 'publish-outcome';
  readonly message: OutcomeMessage;
  /** How long it may be tried. */
  readonly withinMs: number;
}

interface FarewellContext {
  readonly publishesOutcomes: boolean;
  readonly now: number;
  readonly runId: string;
}

/** How long the end may be kept from being published; a person who cancelled waits for the end of the drain. */
const publishWithinMs = (state: DrainState): number => (state.cancelledAt === undefined ? 3_600_000 : 60_000);

const hasPermit = ({ permitRequestedAt, limits }: DrainState): boolean =>
  permitRequestedAt !== undefined || limits?.hasPermit === true;

/** @returns the next of the last things to do, if any is left */
export function nextFarewell(
  state: DrainState,
  outcome: Outcome,
  { publishesOutcomes, now, runId }: FarewellContext,
): { readonly farewell: Farewell; readonly next: Action | PublishOutcome | undefined } {
  const farewell = state.farewell ?? { since: now, isPermitReturned: false, isPublished: false };
  const { since, isPermitReturned, isPublished } = farewell;
  if (hasPermit(state) && !isPermitReturned)
    return { farewell, next: { kind: 'return-permit', ec2InstanceId: state.ec2InstanceId } };
  const withinMs = since + publishWithinMs(state) - now;
  if (!publishesOutcomes || isPublished || withinMs <= 0) return { farewell, next: undefined };
  const message = outcomeMessage(state, outcome, runId, since);
  return { farewell, next: { kind: 'publish-outcome', message, withinMs } };
}

/**
 * Each is tried for as long as it may take: what could not be done is noticed by others. An input that came first ends no try, also
 * where the attempt that it interrupted has failed.
 */
export function afterFarewellAction(
  state: DrainState,
  action: Action | PublishOutcome,
  result: ActionResult,
): DrainState {
  const { farewell, outcome } = state;
  if (action.kind === 'return-permit' || action.kind === 'publish-outcome') {
    if (farewell === undefined || result.kind === 'interrupted') return state;
    if (
      action.kind === 'publish-outcome' &&
      result.kind === 'failed' &&
      result.callError.cause === 'transient'
    )
      return state;
    const done = action.kind === 'publish-outcome' ? { isPublished: true } : { isPermitReturned: true };
    return { ...state, farewell: { ...farewell, ...done } };
  }
  // The last action of a cancelled drain.
  return result.kind === 'paused' && outcome === 'cancelled'
    ? { ...state, outcome: 'cancelled-while-paused' }
    : state;
}
