/** What people have cancelled of an instance's drains, as the last run tells it. Read from Temporal alone. */
import type { WorkflowExecutionStatusName } from '@temporalio/client';

/** As much of a run's description as is needed. */
interface LastRun {
  readonly status: { readonly name: WorkflowExecutionStatusName };
  readonly memo?: Readonly<Record<string, unknown>> | undefined;
}

/** A memo is of a bounded size. */
const kept = 200;

/**
 * Returns the identities of all that was cancelled and that no operator has asked for since, the newest last: what the run was told when
 * it started, and what it was asked for itself if it was cancelled. A run that ended in another way in between forgets nothing.
 */
export function cancelledSoFar({ status, memo }: LastRun): readonly string[] {
  const before = textsIn(memo?.['cancelled']);
  const last = status.name === 'CANCELLED' ? textsIn(memo?.['askedFor']) : [];
  // What was cancelled again counts as new.
  return [...new Set([...before.filter((one) => !last.includes(one)), ...last])].slice(-kept);
}

/** Returns the texts in an entry of a memo; none where there is no such entry. */
export const textsIn = (entry: unknown): readonly string[] =>
  Array.isArray(entry) ? entry.filter((one) => typeof one === 'string') : [];
