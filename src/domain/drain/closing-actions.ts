/** What a drain does once it has an outcome: it returns its permit, and publishes how it ended. A failure of either does not keep it open. */
import type { Action, ActionResult } from './actions';
import type { DrainState } from './state/drain-state';
import type { Ended } from './state/progress';
import { outcomeMessage, type OutcomeMessage } from './outcome-message';

/** Publishes how the drain ended, at least once. */
export interface PublishOutcome {
  readonly kind: 'publish-outcome';
  readonly message: OutcomeMessage;
  /** How long it may be tried. */
  readonly withinMs: number;
}

interface ClosingContext {
  readonly publishesOutcomes: boolean;
  readonly now: number;
  readonly runId: string;
}

/** How long the outcome is tried to be published; an operator who cancelled waits for the drain to end. */
const publishWithinMs = ({ cancelledAt }: Ended): number => (cancelledAt === undefined ? 3_600_000 : 60_000);

const hasPermit = ({ permitRequestedAt, limits }: DrainState): boolean =>
  permitRequestedAt !== undefined || limits?.hasPermit === true;

/** @returns undefined when nothing is left to do */
export function nextClosingAction(
  state: DrainState,
  ended: Ended,
  { publishesOutcomes, now, runId }: ClosingContext,
): Action | PublishOutcome | undefined {
  const { outcome, endedAt, isPermitReturned, isPublished } = ended;
  if (hasPermit(state) && !isPermitReturned)
    return { kind: 'return-permit', ec2InstanceId: state.ec2InstanceId };
  const withinMs = endedAt + publishWithinMs(ended) - now;
  if (!publishesOutcomes || isPublished || withinMs <= 0) return undefined;
  return { kind: 'publish-outcome', message: outcomeMessage(state, outcome, runId, endedAt), withinMs };
}

/**
 * Each is tried for as long as it may take: what could not be done is noticed by others. An input that came first ends no try, also
 * where the attempt that it interrupted has failed.
 */
export function applyClosingResult(
  state: DrainState,
  action: Action | PublishOutcome,
  result: ActionResult,
): DrainState {
  const { progress } = state;
  if (progress.kind !== 'ended') return state;
  const after = (change: Partial<Ended>): DrainState => ({ ...state, progress: { ...progress, ...change } });
  switch (action.kind) {
    case 'return-permit':
      return result.kind === 'interrupted' ? state : after({ isPermitReturned: true });
    case 'publish-outcome':
      return mayPublishStill(result) ? state : after({ isPublished: true });
    default:
      // The last action of a cancelled drain.
      return result.kind === 'paused' && progress.outcome === 'cancelled'
        ? after({ outcome: 'cancelled-while-paused' })
        : state;
  }
}

const mayPublishStill = (result: ActionResult): boolean =>
  result.kind === 'interrupted' || (result.kind === 'failed' && result.callError.cause === 'transient');
