import type { AutoScaling } from '../../aws/auto-scaling';
import { partOf } from '../../aws/trouble';
import type { LookRequest, Observation } from '../../reconcile/observation';
import type { HookLookUnderWay } from './hooks';
import type { TimeLeft } from './time-left';

type AutoScalingHalf = Pick<Observation, 'autoScalingInstance' | 'lifecycleHooks' | 'group'>;

/** The instance, its group and its hooks, side by side. */
export async function observeAutoScaling(
  { autoScaling }: { readonly autoScaling: AutoScaling },
  { ec2InstanceId, autoScalingGroupName }: LookRequest,
  hooks: readonly HookLookUnderWay[],
  leftMs: TimeLeft,
): Promise<AutoScalingHalf> {
  const [autoScalingInstance, group, ...lifecycleHooks] = await Promise.all([
    partOf('autoscaling.DescribeAutoScalingInstances', leftMs(), () =>
      autoScaling.describeInstance(ec2InstanceId),
    ),
    autoScalingGroupName === undefined
      ? undefined
      : partOf('autoscaling.DescribeAutoScalingGroups', leftMs(), () =>
          autoScaling.describeGroup(autoScalingGroupName),
        ),
    ...hooks.map(({ seen }) => seen),
  ]);
  return { autoScalingInstance, group, lifecycleHooks };
}
