import type { AutoScaling, DescribedHook } from '../../../aws/auto-scaling';
import { partOf } from '../../../aws/call-error';
import type { AllowedClusters } from '../../../config/clusters';
import { readHookMetadata } from '../../../config/hook-metadata';
import {
  valueOf,
  type ObservationRequest,
  type Observation,
} from '../../../domain/drain/observation/observation';
import type { SpecChange } from '../../../domain/spec';
import type { HookObservationUnderWay } from './hooks';
import type { TimeLeft } from './time-left';

type AutoScalingParts = Pick<
  Observation,
  'autoScalingInstance' | 'groupSettings' | 'lifecycleHooks' | 'group'
>;

/** The instance, its group and its hooks, side by side. */
export async function observeAutoScaling(
  { autoScaling, clusters }: { readonly autoScaling: AutoScaling; readonly clusters: AllowedClusters },
  request: ObservationRequest,
  hooks: readonly HookObservationUnderWay[],
  leftMs: TimeLeft,
): Promise<AutoScalingParts> {
  const { ec2InstanceId, autoScalingGroupName } = request;
  const instance = partOf('autoscaling.DescribeAutoScalingInstances', leftMs(), () =>
    autoScaling.describeInstance(ec2InstanceId),
  );
  const settings = async () => {
    const groupOfInstance = valueOf(await instance)?.autoScalingGroupName;
    if (!request.groupSettings || groupOfInstance === undefined) return undefined;
    return partOf('autoscaling.DescribeLifecycleHooks', leftMs(), async () =>
      settingsOf(await autoScaling.terminationHooks(groupOfInstance), clusters),
    );
  };
  const [autoScalingInstance, groupSettings, group, ...lifecycleHooks] = await Promise.all([
    instance,
    settings(),
    autoScalingGroupName === undefined
      ? undefined
      : partOf('autoscaling.DescribeAutoScalingGroups', leftMs(), () =>
          autoScaling.describeGroup(autoScalingGroupName),
        ),
    ...hooks.map(({ seen }) => seen),
  ]);
  return { autoScalingInstance, groupSettings, group, lifecycleHooks };
}

/** Metadata in our words is meant for us, whosever the hook is; in others' it says nothing. */
const settingsOf = (hooks: readonly DescribedHook[], clusters: AllowedClusters): SpecChange[] =>
  hooks.flatMap(({ notificationMetadata }) => {
    const { specChange, problem } = readHookMetadata(notificationMetadata, clusters);
    return problem === undefined ? [specChange] : [];
  });
