import type { ZodError } from 'zod';
import type { Place } from '../reconcile/place';
import type { LeavingSignal } from '../reconcile/signal';

/** What a message turns out to be. Parsing is total: it never throws. */
export type Parsed =
  | {
      readonly kind: 'signal';
      readonly signal: LeavingSignal;
      /** Where the drain belongs: told by the topic that carried the message, which its sender cannot forge. */
      readonly place: Place;
      /** The cluster that the hook's metadata names. For display alone: a drain never trusts a message. */
      readonly clusterHint: string | undefined;
    }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly issues: readonly string[] };

export const ignored = (reason: string): Parsed => ({ kind: 'ignored', reason });
/** Each issue of a schema, by the place where it is. */
export const malformedBy = ({ issues }: ZodError): Parsed =>
  malformed(...issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
export const malformed = (...issues: string[]): Parsed => ({ kind: 'malformed', issues });
