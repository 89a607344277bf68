import type { LifecycleStage } from '../observation/lifecycle-stage';

/** What Auto Scaling has said of the instance. */
export type Lifecycle =
  | { readonly kind: 'not-seen' }
  /** It waits in its termination hook: the drain may act. */
  | { readonly kind: 'waiting' }
  /** Acted on only once the grace has confirmed it: Auto Scaling's answers may be late. */
  | {
      readonly kind: 'not-waiting';
      readonly stage: Exclude<LifecycleStage, 'waiting'>;
      readonly unconfirmedSince: number;
      /** It was seen waiting before: its hooks are ours to complete still. */
      readonly hasWaited: boolean;
    };

/** The instance was seen waiting in its termination hook, now or earlier: from then on the drain may act. */
export const hasWaited = (lifecycle: Lifecycle): boolean =>
  lifecycle.kind === 'waiting' || (lifecycle.kind === 'not-waiting' && lifecycle.hasWaited);

/** Auto Scaling said last that it does not terminate the instance: it stays, is retained, or is not known there. */
export const isNotTerminating = (lifecycle: Lifecycle): boolean =>
  lifecycle.kind === 'not-waiting' && ['staying', 'gone', 'retained'].includes(lifecycle.stage);

export function nextLifecycle(before: Lifecycle, stage: LifecycleStage, now: number): Lifecycle {
  if (stage === 'waiting') return { kind: 'waiting' };
  if (before.kind === 'not-waiting' && before.stage === stage) return before;
  return { kind: 'not-waiting', stage, unconfirmedSince: now, hasWaited: hasWaited(before) };
}
