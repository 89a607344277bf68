/** What Temporal tells about the set-up of an account and Region. Each part by itself may be unknown. */
import type { AcceptedAttribution } from '../../limits/limits';
import type { AccountRegion } from '../../account-region';

export type Told<T> =
  { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly reason: string };

export interface TemporalFacts {
  readonly accountRegion: AccountRegion;
  readonly namespace: string;
  readonly searchAttributes: Told<SearchAttributes>;
  readonly sweep: Told<SweepSchedule | 'missing'>;
  /** Null: nothing is paused. */
  readonly paused: Told<AcceptedAttribution | null>;
  /** How many drains of the namespace no worker has taken, by task queue. */
  readonly notTaken: Told<Readonly<Record<string, number>>>;
}

/** Of those that drains have. */
export interface SearchAttributes {
  readonly missing: readonly string[];
  /** There with another type than Keyword. */
  readonly mistyped: readonly string[];
}

export interface SweepSchedule {
  readonly scheduleId: string;
  readonly everyMs: number | undefined;
  readonly createdAt: number;
  /** The note that came with the pause; undefined: it is not paused. */
  readonly pausedWith: string | undefined;
  /** Undefined: it has not swept yet. */
  readonly last: LastSweep | undefined;
}

export interface LastSweep {
  readonly startedAt: number;
  readonly ended:
    | 'not-yet'
    | 'well'
    /** Temporal has forgotten how. */
    | 'unknown'
    | { readonly problem: string };
}
