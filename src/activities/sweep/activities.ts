/** What the sweep may ask of the world. */
import type { AutoScaling } from '../../aws/auto-scaling';
import type { Ecs } from '../../aws/ecs';
import type { AllowedClusters } from '../../clusters';
import type { Spec } from '../../reconcile/spec';
import type { DrainingInstance, Hook, LastDrains, Unable, WaitingInstance } from '../../reconcile/sweep';

export interface SweepDependencies {
  readonly ecs: Pick<Ecs, 'listClusters' | 'listDraining'>;
  readonly autoScaling: Pick<AutoScaling, 'listWaiting' | 'terminationHooks' | 'describeInstance'>;
  readonly clusters: AllowedClusters;
  readonly spec: Pick<Spec, 'groups' | 'lifecycleHooks' | 'notificationTargets'>;
  readonly drains: {
    readonly last: (ec2InstanceIds: readonly string[]) => Promise<LastDrains>;
    readonly start: (hook: Hook) => Promise<Asked>;
  };
}

/** `cancelled`: a person has cancelled the drain of this lifecycle action, and nothing was started. */
export type Asked = 'asked-for' | 'cancelled';

export interface FoundWaitingInstances {
  readonly looked: number;
  readonly waiting: readonly WaitingInstance[];
  readonly unable?: Unable;
}

/** Each is safe to repeat. AWS calls made in vain are failures of type `AwsCallFailed`. */
export interface SweepActivities {
  /** Who waits in a termination hook, and in which of ours. */
  findWaiting(): Promise<FoundWaitingInstances>;
  lastDrains(ec2InstanceIds: readonly string[]): Promise<LastDrains>;
  /** Starts drains, or tells those that run; answers in the order of the hooks. */
  startDrains(hooks: readonly Hook[]): Promise<readonly Asked[]>;
  /** In which DRAINING container instances are looked for. */
  clustersToSweep(): Promise<readonly string[]>;
  /** The container instances of these clusters that are DRAINING although Auto Scaling does not terminate them. */
  findDraining(clusters: readonly string[]): Promise<readonly DrainingInstance[]>;
}
