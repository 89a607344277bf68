import type {
  AutoScalingGroup,
  AutoScalingInstance,
  LifecycleActionRef,
  LifecycleHook,
  LifecycleActionResult,
} from '../../domain/drain/observation/observation';
import type { Attempt } from '../acting';

/** A lifecycle hook as AWS has it, its metadata not read yet. */
export interface DescribedHook extends Omit<LifecycleHook, 'specChange' | 'metadataProblem'> {
  readonly notificationMetadata: string | undefined;
  /** Through which Auto Scaling notifies the target. */
  readonly roleArn: string | undefined;
  /** Such as `autoscaling:EC2_INSTANCE_TERMINATING`. */
  readonly transition: string | undefined;
}

/** An instance as Auto Scaling lists it. */
export interface InstanceInGroup extends AutoScalingInstance {
  readonly ec2InstanceId: string;
}

/** Auto Scaling as a drain needs it. Every function may throw AwsCallError. */
export interface AutoScaling {
  /** Null when Auto Scaling does not know the instance. */
  describeInstance(ec2InstanceId: string): Promise<AutoScalingInstance | null>;
  /**
   * Every instance that waits in a termination hook, of all groups and warm pools; `observed`: how many instances there are.
   * Pages follow each other, five a second.
   */
  listWaiting(): Promise<{ readonly observed: number; readonly waiting: readonly InstanceInGroup[] }>;
  /** Null when there is no such group. An answer may be some seconds old. */
  describeGroup(autoScalingGroupName: string): Promise<AutoScalingGroup | null>;
  /** Null when the group has no such hook. An answer may be two seconds old. */
  describeHook(autoScalingGroupName: string, lifecycleHookName: string): Promise<DescribedHook | null>;
  /** Those at which the group's instances wait before they are terminated, sorted by name. */
  terminationHooks(autoScalingGroupName: string): Promise<readonly DescribedHook[]>;
  heartbeat(action: LifecycleActionRef): Promise<'recorded' | 'no-active-action'>;
  complete(
    action: LifecycleActionRef,
    result: LifecycleActionResult,
    attempt: Attempt,
  ): Promise<'done' | 'no-active-action'>;
}
