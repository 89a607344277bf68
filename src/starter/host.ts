/** What the starter works with: its hosts differ, what becomes of a message does not. */
import type { ParseOptions } from '../events/message-kind';
import type { ServedAccountRegions } from './served';
import type { TemporalSource } from './temporal-link';

export interface StarterLog {
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

/** What becomes of what a record asks for. */
export type Outcome =
  | 'AskedFor'
  | 'StayedCancelled'
  | 'Woken'
  /** Temporal did not take the hint, which is not tried again. */
  | 'NotWoken'
  | 'Ignored'
  | 'Malformed'
  | 'Failed';

export interface StarterMetrics {
  /** @param kind the name of a message's kind in the registry, of which there are few */
  count(kind: string, outcome: Outcome): void;
  /** @param ageMs from when the message's transport took it until now */
  eventAge(kind: string, ageMs: number): void;
}

export const noMetrics: StarterMetrics = { count: () => undefined, eventAge: () => undefined };

export interface StarterHost {
  readonly temporal: TemporalSource;
  readonly log: StarterLog;
  readonly metrics: StarterMetrics;
  readonly options: ParseOptions;
  readonly served: ServedAccountRegions;
}
