/** What a pass decides. */
import type { Action } from './actions';
import type { DrainState } from './state/drain-state';
import type { Status } from './status/status';

export interface Plan {
  /** At most one: a pass does one thing and observes again. */
  readonly action: Action | undefined;
  readonly status: Status;
  readonly state: DrainState;
  /** Milliseconds since the epoch; undefined when the drain is over. */
  readonly nextObservationAt: number | undefined;
}
