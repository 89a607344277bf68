/** What a drain may ask of the world. */
import type { AutoScaling } from '../../aws/auto-scaling';
import type { Ec2 } from '../../aws/ec2';
import type { Ecs } from '../../aws/ecs';
import type { Topic } from '../../aws/sns';
import type { AllowedClusters } from '../../config/clusters';
import type { Action } from '../../domain/drain/actions';
import type { LimitsObservation, PermitRequest } from '../../domain/limits/limits';
import type { PlannedObservation } from '../../domain/drain/observation/observation-request';
import type { Observation } from '../../domain/drain/observation/observation';
import type { PublishOutcome } from '../../domain/drain/closing-actions';
import type { Spec } from '../../domain/spec';
import type { DecisionRequest, Plan } from '../../workflows/driver/plan';
import type { InAttempt } from '../attempt';

/** What the drains of the account and Region share: in Temporal. */
export interface SharedLimits {
  readonly observe: (ec2InstanceId: string) => Promise<LimitsObservation>;
  readonly requestPermit: (request: PermitRequest) => Promise<void>;
  readonly returnPermit: (ec2InstanceId: string) => Promise<void>;
}

export interface DrainDependencies {
  /** Runs what acts, as the attempt that the activity is. */
  readonly inAttempt: InAttempt;
  readonly ecs: Ecs;
  readonly autoScaling: AutoScaling;
  readonly ec2: Ec2;
  readonly clusters: AllowedClusters;
  /** Where instances of a group are looked for first. */
  readonly clusterOfGroup: Readonly<Record<string, string>>;
  readonly spec: Spec;
  readonly limits: SharedLimits;
  /** Where the end of a drain is told; undefined: nowhere. */
  readonly outcomeTopic: Topic | undefined;
  /** Tells the operator what is not a matter of one drain. */
  readonly warn: (message: string, details: Record<string, unknown>) => void;
}

type ActionOf<K extends Action['kind']> = Extract<Action, { kind: K }>;

export interface DrainActivities {
  /**
   * One observation, with the heartbeat that is due. What cannot be seen is `unknown`: it does not throw. The host and the tasks that
   * are known are parts of the drain's state, as it is kept; what is known and has not changed is not answered again.
   */
  observe(planned: PlannedObservation, host: unknown, tasks: unknown): Promise<Observation>;
  /** A local activity: see src/workflows/driver. */
  decideDrain(request: DecisionRequest): Promise<Plan>;
  setDraining(action: ActionOf<'set-draining'>): Promise<'done' | 'paused'>;
  setActive(action: ActionOf<'set-active'>): Promise<'done' | 'paused'>;
  stopTasks(action: ActionOf<'stop-tasks'>): Promise<'done' | 'paused'>;
  completeLifecycleAction(
    action: ActionOf<'complete-lifecycle-action'>,
  ): Promise<'done' | 'no-active-action' | 'paused'>;
  requestPermit(action: ActionOf<'request-permit'>): Promise<'done'>;
  /** Of a drain that is over, or paused. */
  returnPermit(action: ActionOf<'return-permit'>): Promise<'done'>;
  /** Tells the end of a drain, at least once; does nothing where no topic is configured. */
  publishOutcome(action: PublishOutcome): Promise<'done'>;
}
