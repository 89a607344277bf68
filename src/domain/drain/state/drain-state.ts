/** What a drain knows between two observations: plain data, recorded by the driver and carried through continue-as-new. */
import type { PlannedAction } from '../actions';
import type { AcceptedCommand } from '../command';
import type { LimitsObservation } from '../../limits/limits';
import type { LifecycleAction } from '../hooks/lifecycle-action';
import type { AutoScalingGroup, Service, StopTimeout } from '../observation/observation';
import type { Condition } from '../vocabulary/conditions';
import type { Outcome } from '../vocabulary/outcomes';
import type { Ec2Notice, OperatorRequest } from '../../notice';
import { defaultSpec, type Spec, type SpecChange } from '../../spec';
import type { Reclaim } from '../observation/reclaimed-by-ec2';
import type { OngoingCallError } from './call-errors';
import type { Host } from './host';
import type { Lifecycle } from './lifecycle';
import type { Progress } from './progress';

export interface DrainState {
  readonly ec2InstanceId: string;
  readonly startedAt: number;
  readonly observationCount: number;
  /** The spec of the worker that observed last, with what the metadata of our hooks changes in it. */
  readonly spec: Spec;
  /** One for each hook that a message named, oldest first. */
  readonly lifecycleActions: readonly LifecycleAction[];
  /** Announcements of EC2, which may be forged, oldest first. */
  readonly ec2Notices: readonly Ec2Notice[];
  readonly reclaim: Reclaim;
  /** The last request of an operator for this drain. */
  readonly operatorRequest: OperatorRequest | undefined;
  /**
   * Of drains of this instance that were cancelled before this one began: see `identityOf`. A notice about one of these tells
   * nothing new, until an operator asks for a drain.
   */
  readonly cancelled: readonly string[];
  /** The earliest deadline that a notice set, in milliseconds since the epoch. */
  readonly noticeDeadlineAt: number | undefined;
  /** Operators' commands, the last ones, oldest first. */
  readonly commands: readonly AcceptedCommand[];
  /** The pause or the release in force. */
  readonly intervention: Extract<AcceptedCommand, { kind: 'pause' | 'release' }> | undefined;
  readonly extension: Extract<AcceptedCommand, { kind: 'extend' }> | undefined;
  /** The pause of all drains and whether this one has a permit, when last seen. */
  readonly limits: LimitsObservation | undefined;
  /** A permit to act in the cluster was asked for then, the last time. */
  readonly permitRequestedAt: number | undefined;
  /** In shadow: what would have been done, in order. */
  readonly planned: readonly PlannedAction[];
  readonly heartbeats: number;
  readonly lifecycle: Lifecycle;
  /** The group that the instance is in, as Auto Scaling says. */
  readonly groupOfInstance: string | undefined;
  readonly group: AutoScalingGroup | undefined;
  /** What its hooks say for a drain that no hook asked for; undefined until read. */
  readonly groupSettings: readonly SpecChange[] | undefined;
  readonly host: Host;
  /** How many tasks stopped while we observed. */
  readonly tasksStopped: number;
  /** What is known of the outstanding tasks' services and task definitions. */
  readonly services: readonly Service[];
  readonly stopTimeouts: readonly StopTimeout[];
  /** The instance, or one of its tasks, last changed then. */
  readonly unchangedSince: number;
  /** Of what would be such a change. */
  readonly fingerprint: string;
  /** What the last observation could not see, sorted by operation. */
  readonly callErrors: readonly OngoingCallError[];
  /** Why the last action failed, until one succeeds or none is due. */
  readonly actionError: OngoingCallError | undefined;
  readonly conditions: readonly Condition[];
  /** A completion was sent: how the drain ends once it is known to have taken effect. */
  readonly completionSent: Outcome | undefined;
  readonly progress: Progress;
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
    reclaim: { kind: 'not-seen' },
    operatorRequest: undefined,
    cancelled,
    noticeDeadlineAt: undefined,
    commands: [],
    intervention: undefined,
    extension: undefined,
    limits: undefined,
    permitRequestedAt: undefined,
    planned: [],
    heartbeats: 0,
    lifecycle: { kind: 'not-seen' },
    groupOfInstance: undefined,
    group: undefined,
    groupSettings: undefined,
    host: { kind: 'not-seen' },
    tasksStopped: 0,
    services: [],
    stopTimeouts: [],
    unchangedSince: now,
    fingerprint: '',
    callErrors: [],
    actionError: undefined,
    conditions: [],
    completionSent: undefined,
    progress: { kind: 'running' },
  };
}
