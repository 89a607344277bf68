import { scriptedAttempt } from '../../../support/attempt';
import { ecsThatAnswers, refusal } from '../../../support/ecs-that-answers';

describe('finding the container instance in a cluster', () => {
  const ec2InstanceId = 'i-0123456789abcdef0';
  const registration = (containerInstanceArn: string, more: object) => ({
    containerInstanceArn,
    ec2InstanceId,
    status: 'ACTIVE',
    ...more,
  });

  it.each([
    [
      'the agent',
      { agentConnected: true, runningTasksCount: 0 },
      { agentConnected: false, runningTasksCount: 9 },
    ],
    ['tasks', { agentConnected: false, runningTasksCount: 1 }, { agentConnected: false, registeredAt: 9 }],
    ['the later date', { registeredAt: 9 }, { registeredAt: 8 }],
  ])('takes, of two registrations, the one with %s', async (_, real, ghost) => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: () => ({ containerInstanceArns: ['real', 'ghost'] }),
      DescribeContainerInstances: () => ({
        containerInstances: [registration('real', real), registration('ghost', ghost)],
      }),
    });
    await expect(ecs.findContainerInstance('demo', ec2InstanceId)).resolves.toMatchObject({
      containerInstanceArn: 'real',
    });
  });
});

describe('a container instance that is listed', () => {
  it('and not described, because that is refused, is unknown and not absent', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: () => ({ containerInstanceArns: ['ci'] }),
      DescribeContainerInstances: () => ({ failures: [{ arn: 'ci', reason: 'ACCESS_DENIED' }] }),
    });
    await expect(ecs.findContainerInstance('demo', 'i-00000001')).rejects.toMatchObject({
      callError: { code: 'ACCESS_DENIED' },
    });
  });

  it('in a cluster that was deleted is gone where it was found there, and unknown where it was not', async () => {
    const { ecs } = ecsThatAnswers({
      ListContainerInstances: () => refusal('ClusterNotFoundException'),
      DescribeContainerInstances: () => refusal('ClusterNotFoundException'),
    });
    await expect(ecs.describeContainerInstance('demo', 'ci')).resolves.toBeNull();
    await expect(ecs.findContainerInstance('demo', 'i-00000001')).rejects.toMatchObject({
      callError: { code: 'ClusterNotFoundException', cause: 'permanent' },
    });
  });
});

describe('setting DRAINING', () => {
  it("tells each what became of its own instance, not of another's", async () => {
    const { ecs, asked } = ecsThatAnswers({
      UpdateContainerInstancesState: () => ({ failures: [{ arn: 'b', reason: 'INACTIVE' }] }),
    });
    const [a, b] = await Promise.allSettled([
      ecs.setDraining('demo', 'a', scriptedAttempt()),
      ecs.setDraining('demo', 'b', scriptedAttempt()),
    ]);
    expect(a.status).toBe('fulfilled');
    expect(b).toMatchObject({
      status: 'rejected',
      reason: { callError: { code: 'INACTIVE', cause: 'permanent' } },
    });
    expect(asked).toHaveLength(1);
  });
});

describe('the cluster of a container instance', () => {
  const account = 'arn:aws:ecs:eu-central-1:123456789012';

  it.each([
    ['demo', `${account}:container-instance/0123`],
    ['demo', `${account}:container-instance/demo/0123`],
    [`${account}:cluster/demo`, `${account}:container-instance/0123`],
  ])('%s is told by its ARN, for %s', async (cluster, containerInstanceArn) => {
    const { ecs } = ecsThatAnswers({
      DescribeContainerInstances: () => ({ containerInstances: [{ containerInstanceArn }] }),
    });
    await expect(ecs.describeContainerInstance(cluster, containerInstanceArn)).resolves.toMatchObject({
      clusterArn: `${account}:cluster/demo`,
    });
  });
});
