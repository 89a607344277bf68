import type { Place } from '../reconcile/place';
import type { Parsed } from './parsed';

/** The JSON object that a message holds. */
export type Message = Readonly<Record<string, unknown>>;

/** What brought the message. */
export interface Carrier {
  readonly topicArn: string;
  readonly place: Place;
  /** When the carrier took the message, in milliseconds since the epoch; undefined where it does not tell. */
  readonly sentAt: number | undefined;
}

/** One kind of message: how it is recognised, and what becomes of it. */
export interface MessageKind {
  readonly name: string;
  readonly matches: (message: Message) => boolean;
  readonly parse: (message: Message, carrier: Carrier) => Parsed;
}
