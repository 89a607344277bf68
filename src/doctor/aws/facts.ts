/** What a worker tells of itself and of AWS as it sees it. Each part by itself may be unknown. */
import type { Part } from '../../reconcile/observation';
import type { Spec } from '../../reconcile/spec';
import type { ToStart } from '../../reconcile/sweep';

export interface AwsFacts {
  readonly spec: Spec;
  /** Which hooks the next sweep would have drains started for. */
  readonly waiting: Part<readonly ToStart[]>;
}
