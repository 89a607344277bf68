import { isClusterNotFound } from '../../aws/ecs';
import { AwsCallError } from '../../aws/call-error';
import { idOf } from '../../domain/drain/observation/observation';
import { mapInChunks } from '../../domain/chunks';
import { isEc2InstanceId } from '../../domain/notice';
import { isAllowedGroup } from '../../domain/spec';
import { lifecycleStageOf } from '../../domain/drain/observation/lifecycle-stage';
import type { DrainingInstance } from '../../domain/sweep/sweep';
import type { SweepDependencies } from './dependencies';

type Dependencies = Pick<SweepDependencies, 'autoScaling' | 'clusters' | 'ecs' | 'spec'>;

/** At once: what one DescribeAutoScalingInstances takes. */
const atOnce = 50;

/**
 * The container instances of these clusters that are DRAINING although Auto Scaling does not terminate them. Cluster by cluster.
 * Auto Scaling is asked after ECS, so that a termination that has led to the
 * DRAINING is seen.
 */
export const createFindDraining =
  (dependencies: Dependencies) =>
  async (clusters: readonly string[]): Promise<readonly DrainingInstance[]> => {
    const found: DrainingInstance[] = [];
    for (const cluster of clusters) {
      const draining = await drainingIn(cluster, dependencies);
      const stays = await mapInChunks(draining, atOnce, (instance) => isToStay(instance, dependencies));
      found.push(...draining.filter((_, index) => stays[index]));
    }
    return found;
  };

/** Those on EC2: hosts outside of AWS are not drained. */
async function drainingIn(cluster: string, { ecs, clusters }: Dependencies): Promise<DrainingInstance[]> {
  try {
    const draining = await ecs.listDraining(cluster);
    return draining.flatMap(({ ec2InstanceId, clusterArn, containerInstanceArn }) =>
      isEc2InstanceId(ec2InstanceId) ? { ec2InstanceId, clusterArn, containerInstanceArn } : [],
    );
  } catch (error) {
    if (!isClusterNotFound(error)) throw error;
    if (clusters === 'all') return []; // deleted since it was listed
    const message = `cluster ${idOf(cluster)}, which ECS_DRAIN_CLUSTERS names: ${error.callError.message}`;
    throw AwsCallError.of({ ...error.callError, message });
  }
}

/** Auto Scaling does not terminate it, and its group is not one that others drain. */
async function isToStay(
  { ec2InstanceId }: DrainingInstance,
  { autoScaling, spec }: Dependencies,
): Promise<boolean> {
  const instance = await autoScaling.describeInstance(ec2InstanceId);
  const stage = lifecycleStageOf(instance);
  return (stage === 'staying' || stage === 'gone') && isAllowedGroup(spec, instance?.autoScalingGroupName);
}
