/** What a drain remembers between two observations: plain data, carried through continue-as-new. */
import type { PlannedAction } from '../actions';
import type { AcceptedCommand } from '../command';
import type { LimitsObservation } from '../../limits/limits';
import type { LifecycleAction } from '../hooks/lifecycle-action';
import type {
  AutoScalingGroup,
  ContainerInstance,
  Protection,
  Service,
  StopTimeout,
  Task,
} from '../observation/observation';
import type { Condition, Outcome } from '../../reasons';
import type { Ec2Notice, OperatorRequest } from '../../notice';
import { defaultSpec, type Spec, type SpecChange } from '../../spec';
import type { LifecycleStage } from '../observation/lifecycle-stage';
import type { ReclaimedByEc2 } from '../observation/reclaimed-by-ec2';
import type { OngoingCallError } from './call-errors';

export interface DrainState {
  readonly ec2InstanceId: string;
  readonly startedAt: number;
  readonly observationCount: number;
  /** The spec of the worker that observed last, with what the metadata of our hooks changes in it. */
  readonly spec: Spec;
  /** One for each hook that a message named, oldest first. */
  readonly lifecycleActions: readonly LifecycleAction[];
  /** What EC2 announced, or somebody in its name, oldest first. */
  readonly ec2Notices: readonly Ec2Notice[];
  /** EC2 confirmed that it reclaims the instance. */
  readonly reclaimedByEc2: ReclaimedByEc2 | undefined;
  /** EC2 has said that it does not, since then. */
  readonly notReclaimedSince: number | undefined;
  /** The last request of a person for this drain. */
  readonly operatorRequest: OperatorRequest | undefined;
  /**
   * Of drains of this instance that were cancelled before this one began: see `identityOf`. A notice about one of these tells
   * nothing new, until an operator asks for a drain.
   */
  readonly cancelled: readonly string[];
  /** The earliest deadline that a notice set, in milliseconds since the epoch. */
  readonly noticeDeadlineAt: number | undefined;
  /** Persons' commands, the last ones, oldest first; and those in force. */
  readonly commands: readonly AcceptedCommand[];
  readonly paused: AcceptedCommand | undefined;
  readonly released: AcceptedCommand | undefined;
  readonly extension: Extract<AcceptedCommand, { kind: 'extend' }> | undefined;
  /** The pause of all drains and whether this one has a permit, when last seen. */
  readonly limits: LimitsObservation | undefined;
  /** A permit to act in the cluster was asked for then, the last time. */
  readonly permitRequestedAt: number | undefined;
  /** In shadow: what would have been done, in order. */
  readonly planned: readonly PlannedAction[];
  readonly heartbeats: number;
  /** First seen waiting in its termination hook: from here on the drain may act. */
  readonly confirmedAt: number | undefined;
  /** How the instance stands, other than waiting, and since when: `gone` and `staying` end the drain after a grace. */
  readonly doubt: { readonly stage: LifecycleStage; readonly since: number } | undefined;
  /** The group that the instance is in, as Auto Scaling says. */
  readonly groupOfInstance: string | undefined;
  readonly group: AutoScalingGroup | undefined;
  /** What its hooks say for a drain that no hook asked for; undefined until read. */
  readonly groupSettings: readonly SpecChange[] | undefined;
  /** Seen in no candidate cluster since then. */
  readonly absentSince: number | undefined;
  readonly containerInstance: ContainerInstance | undefined;
  readonly drainingSetAt: number | undefined;
  /** We asked for DRAINING, whatever became of that: it is ours to undo. */
  readonly drainingAsked: boolean;
  /** This container instance was first seen DRAINING, or on its way out, then. */
  readonly drainingSince: number | undefined;
  readonly agentDisconnectedSince: number | undefined;
  /** Tasks not STOPPED when last seen, sorted by ARN; undefined until listed. */
  readonly tasks: readonly Task[] | undefined;
  /** Nothing that the drain waits for is left since then, as far as was seen. */
  readonly emptySince: number | undefined;
  /** How many tasks stopped while we observed. */
  readonly tasksStopped: number;
  /** What is known of the outstanding tasks' services, task definitions and protection. */
  readonly services: readonly Service[];
  readonly stopTimeouts: readonly StopTimeout[];
  readonly protections: readonly Protection[] | undefined;
  /** The instance, or one of its tasks, last changed then. */
  readonly quietSince: number;
  /** Of what would be such a change. */
  readonly fingerprint: string;
  /** What the last observation could not see, sorted by operation. */
  readonly callErrors: readonly OngoingCallError[];
  /** Why the last action failed, until one succeeds or none is due. */
  readonly actionError: OngoingCallError | undefined;
  /** What somebody should know, and since when it is so. */
  readonly conditions: readonly Condition[];
  /** A completion was sent: how the drain ends once it is known to have taken effect. */
  readonly completionSent: Outcome | undefined;
  readonly outcome: Outcome | undefined;
  /** A person cancelled the drain then. */
  readonly cancelledAt: number | undefined;
  /** What is done at the end; undefined before. */
  readonly farewell: Farewell | undefined;
}

/** Once there is an outcome: who waits for a permit is next, and whoever listens is told. */
export interface Farewell {
  readonly since: number;
  readonly isPermitReturned: boolean;
  readonly isPublished: boolean;
}

export function newDrainState(
  ec2InstanceId: string,
  now: number,
  cancelled: readonly string[] = [],
): DrainState {
  return {
    ec2InstanceId,
    startedAt: now,
    observationCount: 0,
    // Until a worker has said how it acts, nothing is touched.
    spec: { ...defaultSpec, mode: 'shadow' },
    lifecycleActions: [],
    ec2Notices: [],
    reclaimedByEc2: undefined,
    notReclaimedSince: undefined,
    operatorRequest: undefined,
    cancelled,
    noticeDeadlineAt: undefined,
    commands: [],
    paused: undefined,
    released: undefined,
    extension: undefined,
    limits: undefined,
    permitRequestedAt: undefined,
    planned: [],
    heartbeats: 0,
    confirmedAt: undefined,
    doubt: undefined,
    groupOfInstance: undefined,
    group: undefined,
    groupSettings: undefined,
    absentSince: undefined,
    containerInstance: undefined,
    drainingSetAt: undefined,
    drainingAsked: false,
    drainingSince: undefined,
    agentDisconnectedSince: undefined,
    tasks: undefined,
    emptySince: undefined,
    tasksStopped: 0,
    services: [],
    stopTimeouts: [],
    protections: undefined,
    quietSince: now,
    fingerprint: '',
    callErrors: [],
    actionError: undefined,
    conditions: [],
    completionSent: undefined,
    outcome: undefined,
    cancelledAt: undefined,
    farewell: undefined,
  };
}
