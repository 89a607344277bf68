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
  readonly launchTemplate: LaunchTemplate | undefined;
  readonly launchConfigurationName: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdAtMs: number;
  readonly minSize: number;
  readonly maxSize: number;
  desiredCapacity: number;
  readonly hooks: Map<string, LifecycleHook>;
  /** Oldest first; terminated ones are gone. */
  readonly instances: Map<string, GroupInstance>;
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
  /** Lifecycle actions that wait, by hook name. */
  readonly actions: Map<string, LifecycleAction>;
  /** Takes back what the instance's user data has yet to do. */
  stopBoot: Cancel;
}

export interface LifecycleAction {
  readonly token: string;
  readonly hook: LifecycleHook;
  readonly instance: GroupInstance;
  readonly globalDeadlineMs: number;
  cancelTimeout: Cancel;
}

/** "48 hours or 100 times the heartbeat timeout, whichever is smaller", however often heartbeats come. */
export const globalTimeoutSeconds = ({ heartbeatTimeoutSeconds }: LifecycleHook): number =>
  Math.min(48 * 3600, 100 * heartbeatTimeoutSeconds);

/** Instances that count towards the group's capacity. */
export const isInUse = ({ state }: GroupInstance): boolean =>
  state === 'InService' || state === 'Pending' || state === 'Pending:Wait' || state === 'Pending:Proceed';
