import type { Outcome } from '../vocabulary/outcomes';

export type Progress =
  | { readonly kind: 'running' }
  /** An operator cancelled the drain: one last observation, and at most one action that undoes or completes. */
  | { readonly kind: 'cancelling'; readonly cancelledAt: number }
  | Ended;

/** The drain has an outcome: what is left is to return its permit and to publish how it ended. */
export interface Ended {
  readonly kind: 'ended';
  readonly outcome: Outcome;
  readonly endedAt: number;
  readonly cancelledAt: number | undefined;
  readonly isPermitReturned: boolean;
  readonly isPublished: boolean;
}

export const cancelledAtOf = (progress: Progress): number | undefined =>
  progress.kind === 'running' ? undefined : progress.cancelledAt;

export const outcomeOf = ({ progress }: { readonly progress: Progress }): Outcome | undefined =>
  progress.kind === 'ended' ? progress.outcome : undefined;

export const ended = (before: Progress, outcome: Outcome, now: number): Ended => ({
  kind: 'ended',
  outcome,
  endedAt: now,
  cancelledAt: cancelledAtOf(before),
  isPermitReturned: false,
  isPublished: false,
});

/** What an operator cancelled stays cancelled, whatever is heard afterwards. */
export function reopened(progress: Progress): Progress {
  const cancelledAt = cancelledAtOf(progress);
  return cancelledAt === undefined ? { kind: 'running' } : { kind: 'cancelling', cancelledAt };
}
