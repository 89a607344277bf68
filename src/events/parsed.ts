import type { ZodError } from 'zod';
import type { AccountRegion } from '../domain/account-region';
import type { InterruptionNotice } from '../domain/notice';
import type { TaskStopped } from '../domain/drain/schedule/wake';

/** What a message turns out to be. Parsing is total: it never throws. */
export type Parsed =
  | {
      readonly kind: 'notices';
      /** One for each instance that the message is about, at least one. */
      readonly notices: readonly InterruptionNotice[];
      /** Where the drains belong: told by what carried the message, which its sender cannot forge. */
      readonly accountRegion: AccountRegion;
      /** The cluster that the hook's metadata names. For display alone: a drain never trusts a message. */
      readonly clusterHint: string | undefined;
    }
  | {
      /** A task has stopped: a drain that runs may want to look. Never starts one. */
      readonly kind: 'wake';
      readonly task: TaskStopped;
      /** The id that ends its ARN, as drains are labelled by it. */
      readonly containerInstanceId: string;
      readonly accountRegion: AccountRegion;
    }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly issues: readonly string[] };

export const ignored = (reason: string): Parsed => ({ kind: 'ignored', reason });
/** The first issues of a schema, by the place where each is: a log takes no more. */
export const malformedBy = ({ issues }: ZodError): Parsed =>
  malformed(...issues.slice(0, 10).map((issue) => `${issue.path.join('.')}: ${issue.message}`));
export const malformed = (...issues: string[]): Parsed => ({ kind: 'malformed', issues });
