import type { Place } from '../reconcile/place';
import type { Parsed } from './parsed';

/** The JSON object that a message holds. */
export type Message = Readonly<Record<string, unknown>>;

/** What brought the message. All of it is the carrier's word, which a sender cannot forge. */
export interface Carrier {
  /**
   * `topic`: SNS. `queue`: a message put into an SQS queue as it is. `event-bus`: EventBridge's own form, in which nobody but
   * AWS can send as `aws.*`.
   */
  readonly kind: 'topic' | 'queue' | 'event-bus';
  /** ARN of the topic or queue, as a lifecycle hook names it; undefined for an event bus. */
  readonly notificationTargetArn: string | undefined;
  readonly place: Place;
  /** When the carrier took the message, in milliseconds since the epoch; undefined where it does not tell. */
  readonly sentAt: number | undefined;
}

/** One kind of message: how it is recognised, and what becomes of it. */
export interface MessageKind {
  readonly name: string;
  readonly matches: (message: Message, carrier: Carrier) => boolean;
  readonly parse: (message: Message, carrier: Carrier) => Parsed;
}
