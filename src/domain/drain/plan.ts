/** What a pass decides. */
import type { Action } from './actions';
import type { Memory } from './state/memory';
import type { Status } from './status/status';

export interface Plan {
  /** At most one: a pass does one thing and observes again. */
  readonly action: Action | undefined;
  readonly status: Status;
  readonly memory: Memory;
  /** Milliseconds since the epoch; undefined when the drain is over. */
  readonly nextObservationAt: number | undefined;
}
