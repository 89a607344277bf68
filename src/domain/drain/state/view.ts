import { statusOf, type Status } from '../status/status';
import { checkpointIn, type RecordedState } from './recorded-state';

/** What the query of a drain answers: its state as it is kept, from which {@link statusIn} tells how it stands. */
export interface DrainView {
  /** Undefined: nothing is decided yet. */
  readonly state?: RecordedState | null | undefined;
  /** Why there is no newer decision. */
  readonly decisionFailure?: string | null | undefined;
}

/**
 * @returns undefined until something was observed
 * @throws UnknownStateError where another version has written what this one does not understand
 */
export function statusIn({ state: recorded, decisionFailure }: DrainView): Status | undefined {
  if (recorded == null) return undefined;
  const { state, phase, reason, decidedAt, observeAt } = checkpointIn(recorded);
  if (phase === 'starting') return undefined;
  const status = statusOf(state, phase, reason, decidedAt, observeAt);
  return decisionFailure == null ? status : { ...status, decisionFailure };
}
