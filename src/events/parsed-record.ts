import type { Parsed } from './parsed';

/** One message of an event, by itself. */
export interface ParsedRecord {
  /** SNS's MessageId, SQS's messageId or EventBridge's id; where there is none that can be used, the position in the event. */
  readonly recordId: string;
  /** Name of the kind in the registry, for counting; `unknown`: none that is recognised. */
  readonly messageKind: string;
  /** When the transport took the message, in milliseconds since the epoch; undefined where it does not tell. */
  readonly sentAt: number | undefined;
  readonly parsed: Parsed;
}

export const unknownKind = 'unknown';

/** A record whose message could not be got at. */
export const unknownRecord = (recordId: string, parsed: Parsed, sentAt?: number): ParsedRecord => ({
  recordId,
  messageKind: unknownKind,
  sentAt,
  parsed,
});

/** A transport's ids have at most 100 characters, and are written to logs: what is no such id is not taken for one. */
export const recordIdOf = (id: unknown, position: string): string =>
  typeof id === 'string' && /^[\x21-\x7e]{1,128}$/.test(id) ? id : position;
