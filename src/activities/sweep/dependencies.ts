/** What the sweep's activities need. */
import type { AutoScaling } from '../../aws/auto-scaling';
import type { Ecs } from '../../aws/ecs';
import type { AllowedClusters } from '../../config/clusters';
import type { Spec } from '../../domain/spec';
import type { Hook, LastDrains } from '../../domain/sweep/sweep';

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

/** `cancelled`: an operator has cancelled the drain of this lifecycle action, and nothing was started. */
export type Asked = 'asked-for' | 'cancelled';
