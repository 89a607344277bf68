/** What a drain may do to the world. Each is safe to repeat. */
import type { PermitRequest } from '../limits/limits';
import type { LifecycleActionRef, LifecycleActionResult, CallError } from './observation/observation';
import type { Outcome } from './vocabulary/outcomes';
import type { Phase } from './vocabulary/phases';

export type Action =
  | { readonly kind: 'set-draining'; readonly clusterArn: string; readonly containerInstanceArn: string }
  /** Undoes DRAINING, for an instance that stays. */
  | { readonly kind: 'set-active'; readonly clusterArn: string; readonly containerInstanceArn: string }
  | {
      readonly kind: 'stop-tasks';
      readonly clusterArn: string;
      readonly taskArns: readonly string[];
      readonly reason: string;
    }
  /** Requests a permit in a cluster in which only so many drains may act at once. */
  | { readonly kind: 'request-permit'; readonly request: PermitRequest }
  | { readonly kind: 'return-permit'; readonly ec2InstanceId: string }
  | {
      readonly kind: 'complete-lifecycle-action';
      readonly lifecycleAction: LifecycleActionRef;
      readonly result: LifecycleActionResult;
      /** How the drain ends once this succeeded. */
      readonly outcome: Outcome;
    };

/** What a shadow would have done. */
export interface PlannedAction {
  /** When it was due first, in milliseconds since the epoch. */
  readonly at: number;
  /** The step that decided so. */
  readonly phase: Phase;
  readonly action: Action;
}

/** What became of an action. `no-active-action`: AWS knows no lifecycle action that answers to this name. */
export type ActionResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'no-active-action' }
  /** Nothing was sent: all drains are paused. */
  | { readonly kind: 'paused' }
  /** A command came first. `sent`: whether anything may have left before. */
  | { readonly kind: 'interrupted'; readonly sent: boolean }
  | { readonly kind: 'failed'; readonly callError: CallError };
