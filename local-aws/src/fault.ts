import type { ServiceName } from './record-entries';

/** The call that a fault may strike. */
export interface FaultTarget {
  readonly service: ServiceName;
  readonly operation: string;
  readonly caller: string;
  readonly input: unknown;
}

/** How often and when a fault strikes, whatever it is. */
export interface FaultRule {
  /** How many calls or deliveries are struck before the fault is used up. @default every one, until removed */
  readonly times?: number;
  /** The share of what matches that is struck, by a seeded random number: the same seed strikes the same ones. @default 1 */
  readonly share?: number;
  /** @default 1 */
  readonly seed?: number;
  /** When it begins to strike, in seconds of the clock after it was added. @default 0 */
  readonly startsInSeconds?: number;
  /** For how long it strikes from then on, in seconds of the clock. @default until removed */
  readonly lastsSeconds?: number;
}

export interface CallScope extends FaultRule {
  readonly service: ServiceName;
  /** All operations of the service when absent. */
  readonly operation?: string;
  /** Strikes only calls of this access key id. */
  readonly caller?: string;
  /** Strikes only calls for which this holds. Not to be had over HTTP. */
  readonly when?: (call: FaultTarget) => boolean;
  /** The call is carried out first, and only its answer is lost (or replaced by the error). @default false */
  readonly afterEffect?: boolean;
}

/**
 * What goes wrong with a call.
 * - `error`: the call is answered with this error and has no effect.
 * - `throttle`: the service's own error for a call over its rate.
 * - `timeout`: no answer ever comes; the connection stays open.
 * - `reset`: the connection is broken.
 * - `slow`: the call is carried out at once, and its answer takes this long on the clock, or on the machine's own.
 * - `stale-read`: a Describe, List or Get call is answered with what the same call would have been told up to so many
 *   seconds ago, as ECS's eventual consistency allows. What nobody asked while the fault struck is answered as it is.
 */
export type CallFault = CallScope &
  (
    | { readonly kind: 'error'; readonly code: string; readonly status: number; readonly message?: string }
    | { readonly kind: 'throttle' }
    | { readonly kind: 'timeout' }
    | { readonly kind: 'reset' }
    | { readonly kind: 'slow'; readonly latencyMs: number; readonly on?: 'clock' | 'machine' }
    | { readonly kind: 'stale-read'; readonly ageSeconds: number }
  );

/** What goes wrong with a notification on its way from a topic to one of its functions. */
export type NotificationFault = FaultRule & {
  /** All topics when absent. */
  readonly topicArn?: string;
} & (
    | { readonly kind: 'notification-lost' }
    | { readonly kind: 'notification-doubled' }
    | { readonly kind: 'notification-late'; readonly delaySeconds: number }
    /** Held until the next one to the same function has gone out, or for so long where none comes. @default 60 */
    | { readonly kind: 'notification-reordered'; readonly atMostSeconds?: number }
  );

export type Fault = CallFault | NotificationFault;
