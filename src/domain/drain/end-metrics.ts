/** What the end of a drain says in numbers. */
import type { DrainState } from './state/drain-state';
import { registrationOf } from './state/host';
import type { Outcome } from './vocabulary/outcomes';
import type { Spec } from '../spec';
import { labelsOf } from './status/labels';

export interface EndMetrics {
  readonly outcome: Outcome;
  /** Kind of the notice that asked for the drain. */
  readonly trigger: string;
  readonly mode: Spec['mode'];
  /** From the start until then; undefined: it never came to that. */
  readonly seconds: Readonly<Record<'draining' | 'emptied' | 'ended', number | undefined>>;
}

export function endMetricsOf(state: DrainState, outcome: Outcome, now: number): EndMetrics {
  const { startedAt, spec } = state;
  const registration = registrationOf(state);
  const until = (at: number | undefined) => (at === undefined ? undefined : (at - startedAt) / 1000);
  return {
    outcome,
    trigger: labelsOf(state, 'ended').trigger,
    mode: spec.mode,
    seconds: {
      draining: until(registration?.drainingSince),
      emptied: until(registration?.listing?.emptySince),
      ended: until(now),
    },
  };
}
