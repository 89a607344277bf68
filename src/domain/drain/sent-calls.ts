/** What had left for AWS when an action was cancelled. */

/** A call that changes something. */
export type ActingCall =
  | { readonly operation: 'ecs.UpdateContainerInstancesState' }
  | { readonly operation: 'ecs.StopTask'; readonly taskArn: string }
  | { readonly operation: 'autoscaling.CompleteLifecycleAction' };

/**
 * A call that was sent. `done`: AWS took it; `refused`: AWS answered with an error each time it was sent; `none`: AWS gave no
 * answer, so it may have taken effect.
 */
export type SentCall = ActingCall & { readonly answer: 'done' | 'refused' | 'none' };

/** The first detail of the failure with which a cancelled action ends. */
export interface CancelledAction {
  readonly sent: readonly SentCall[];
}

/** Whether this is the detail of a cancelled action. What it holds is our own worker's. */
export const isCancelledAction = (detail: unknown): detail is CancelledAction =>
  typeof detail === 'object' && detail !== null && 'sent' in detail && Array.isArray(detail.sent);
