import type { Cancel } from '../clock';
import type { LifecycleActionResult, LifecycleState } from '../record-entries';

export type Transition = 'autoscaling:EC2_INSTANCE_LAUNCHING' | 'autoscaling:EC2_INSTANCE_TERMINATING';

export interface LifecycleHook {
  readonly name: string;
  readonly transition: Transition;
  readonly heartbeatTimeoutSeconds: number;
  readonly defaultResult: LifecycleActionResult;
  readonly notificationTargetArn: string | undefined;
  readonly roleArn: string | undefined;
  readonly notificationMetadata: string | undefined;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly availabilityZones: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAtMs: number;
  readonly launchConfigurationName: string | undefined;
  launchTemplate: LaunchTemplate | undefined;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  /** What the group's lifecycle policy does with an instance whose terminating hook was abandoned. */
  onAbandon: RetentionAction | undefined;
  warmPool: WarmPool | undefined;
  /** Deleted by force, and gone with its last instance. */
  isDeleting: boolean;
  readonly hooks: Map<string, LifecycleHook>;
  /** Oldest first; terminated ones are gone. */
  readonly instances: Map<string, GroupInstance>;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RetentionTriggers.html */
export type RetentionAction = 'retain' | 'terminate';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_WarmPoolConfiguration.html */
export interface WarmPool {
  readonly minSize: number;
  readonly maxGroupPreparedCapacity: number | undefined;
  readonly poolState: 'Stopped' | 'Running' | 'Hibernated';
}

export interface LaunchTemplate {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
  readonly Version?: string | undefined;
}

export interface GroupInstance {
  readonly id: string;
  readonly group: Group;
  readonly availabilityZone: string;
  state: LifecycleState;
  isHealthy: boolean;
  /** Lifecycle actions that wait, by hook name. */
  readonly actions: Map<string, LifecycleAction>;
  /** Takes back what the instance's user data has yet to do. */
  stopBoot: Cancel;
}

export interface LifecycleAction {
  readonly token: string;
  readonly hook: LifecycleHook;
  readonly instance: GroupInstance;
  readonly startedAtMs: number;
  readonly globalDeadlineMs: number;
  cancelTimeout: Cancel;
}

/** "48 hours or 100 times the heartbeat timeout, whichever is smaller", however often heartbeats come. */
export const globalTimeoutSeconds = ({ heartbeatTimeoutSeconds }: LifecycleHook): number =>
  Math.min(48 * 3600, 100 * heartbeatTimeoutSeconds);

/** Instances that count towards the group's capacity. */
export const isInUse = ({ state }: GroupInstance): boolean =>
  state === 'InService' || state === 'Pending' || state === 'Pending:Wait' || state === 'Pending:Proceed';

export const isWarm = ({ state }: GroupInstance): boolean => state.startsWith('Warmed:');

/** Ready in the warm pool. */
export const isPrepared = ({ state }: GroupInstance): boolean =>
  state === 'Warmed:Stopped' || state === 'Warmed:Running' || state === 'Warmed:Hibernated';

/** In the warm pool or on the way there. */
export const isPreparing = (instance: GroupInstance): boolean =>
  isPrepared(instance) || instance.state.startsWith('Warmed:Pending');

export const isRetained = ({ state }: GroupInstance): boolean =>
  state === 'Terminating:Retained' || state === 'Warmed:Terminating:Retained';
