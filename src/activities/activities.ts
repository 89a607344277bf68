/** What the workflow may ask of the world. */
import type { AutoScaling } from '../aws/auto-scaling';
import type { Ecs } from '../aws/ecs';
import type { Topic } from '../aws/sns';
import type { AllowedClusters } from '../clusters';
import type { Action } from '../reconcile/actions';
import type { Look, LookRequest } from '../reconcile/observation';
import type { OutcomeMessage } from '../reconcile/outcome-message';
import type { Spec } from '../reconcile/spec';

export interface ActivityDependencies {
  readonly ecs: Ecs;
  readonly autoScaling: AutoScaling;
  readonly clusters: AllowedClusters;
  /** Where instances of a group are looked for first. */
  readonly clusterOfGroup: Readonly<Record<string, string>>;
  readonly spec: Spec;
  /** Where the end of a drain is told; undefined: nowhere. */
  readonly outcomeTopic: Topic | undefined;
  /** Tells the operator what is not a matter of one drain. */
  readonly warn: (message: string, details: Record<string, unknown>) => void;
}

type ActionOf<K extends Action['kind']> = Extract<Action, { kind: K }>;

export interface Activities {
  /** One look, with the heartbeat that is due. What cannot be seen is `unknown`: it does not throw. */
  observe(request: LookRequest): Promise<Omit<Look, 'askedAt'>>;
  setDraining(action: ActionOf<'set-draining'>): Promise<'done'>;
  setActive(action: ActionOf<'set-active'>): Promise<'done'>;
  stopTasks(action: ActionOf<'stop-tasks'>): Promise<'done'>;
  completeLifecycleAction(
    action: ActionOf<'complete-lifecycle-action'>,
  ): Promise<'done' | 'no-active-action'>;
  /** Tells the end of a drain, at least once; does nothing where no topic is configured. */
  publishOutcome(message: OutcomeMessage): Promise<void>;
}
