import { createFindDraining } from '../../../../src/activities/sweep/find-draining';
import { AwsCallError } from '../../../../src/aws/call-error';
import type { AllowedClusters } from '../../../../src/config/clusters';

const registration = (ec2InstanceId: string) => ({
  ec2InstanceId,
  clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/web',
  containerInstanceArn: `container-instance/${ec2InstanceId}`,
  status: 'DRAINING',
  runningTasksCount: 0,
  pendingTasksCount: 0,
  agentConnected: true,
  registeredAt: 0,
});

const notFound = AwsCallError.of({
  operation: 'ecs.ListContainerInstances',
  code: 'ClusterNotFoundException',
  message: 'Cluster not found.',
  cause: 'permanent',
});

/** The lifecycle state of each instance that Auto Scaling knows; all are DRAINING in cluster `web`, and there is no other. */
function findIn(states: Readonly<Record<string, string | null>>, clusters: AllowedClusters = 'all') {
  const asked: string[] = [];
  const find = createFindDraining({
    clusters,
    spec: { groups: ['web-*'], lifecycleHooks: [], notificationTargets: [] },
    ecs: {
      listClusters: () => Promise.resolve([]),
      listDraining: (cluster) =>
        cluster === 'web' ? Promise.resolve(Object.keys(states).map(registration)) : Promise.reject(notFound),
    },
    autoScaling: {
      listWaiting: () => Promise.resolve({ observed: 0, waiting: [] }),
      terminationHooks: () => Promise.resolve([]),
      describeInstance: (ec2InstanceId) => {
        asked.push(ec2InstanceId);
        const state = states[ec2InstanceId];
        if (state === null || state === undefined) return Promise.resolve(null);
        const [lifecycleState = '', autoScalingGroupName = 'web-1'] = state.split(' in ');
        return Promise.resolve({ lifecycleState, autoScalingGroupName });
      },
    },
  });
  return { asked, found: async (...names: string[]) => (await find(names)).map((one) => one.ec2InstanceId) };
}

describe('what is DRAINING although Auto Scaling does not terminate it', () => {
  it('is in service, or in no group; an instance on its way out is not, nor one of a group that others drain', async () => {
    const { found } = findIn({
      'i-00000001': 'InService',
      'i-00000002': 'Terminating',
      'i-00000003': 'Terminating:Wait',
      'i-00000004': 'Terminating:Proceed',
      'i-00000005': 'Terminating:Retained',
      'i-00000006': null,
      'i-00000007': 'InService in db',
      'i-00000008': 'Warmed:Terminating:Wait',
    });
    await expect(found('web')).resolves.toEqual(['i-00000001', 'i-00000006']);
  });

  it('is on EC2: of a host outside of AWS Auto Scaling is not even asked', async () => {
    const { found, asked } = findIn({ 'mi-0123456789abcdef0': null });
    await expect(found('web')).resolves.toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is nothing in a cluster that was deleted; one that a setting names is a mistake', async () => {
    await expect(findIn({}).found('gone', 'web')).resolves.toEqual([]);
    await expect(findIn({}, ['gone']).found('gone')).rejects.toThrow(
      'cluster gone, which ECS_DRAIN_CLUSTERS names: Cluster not found.',
    );
  });
});
