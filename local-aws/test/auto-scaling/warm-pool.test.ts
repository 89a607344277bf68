import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  PutWarmPoolCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { createWorld } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const AutoScalingGroupName = 'demo';
const test = useTestAws();
beforeEach(async () => {
  createWorld(test.aws, { cluster: 'demo', hooks: [{ name: 'drain' }] });
  await test.autoScaling.send(
    new PutWarmPoolCommand({ AutoScalingGroupName, MaxGroupPreparedCapacity: 2, PoolState: 'Stopped' }),
  );
});

const states = async () =>
  (await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}))).AutoScalingInstances?.map(
    ({ LifecycleState }) => LifecycleState,
  );
const warm = async () => {
  const { AutoScalingInstances } = await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
  return first(AutoScalingInstances?.filter((each) => each.LifecycleState?.startsWith('Warmed:')));
};

it('prepares instances that are in no cluster and count towards no capacity', async () => {
  expect(await states()).toEqual(['InService', 'Warmed:Stopped']);
  const { AutoScalingGroups } = await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(first(AutoScalingGroups)).toMatchObject({
    DesiredCapacity: 1,
    Instances: [{ LifecycleState: 'InService' }],
    WarmPoolSize: 1,
    WarmPoolConfiguration: { MaxGroupPreparedCapacity: 2, PoolState: 'Stopped' },
  });
  const { InstanceId = '' } = await warm();
  expect(() => test.aws.ecs.hosts.on(InstanceId)).toThrow('is in no cluster');
});

it('is drawn upon before anything is launched', async () => {
  const { InstanceId } = await warm();
  await test.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
  expect(await states()).toEqual(['InService', 'InService']);
  expect(test.aws.ecs.hosts.on(InstanceId ?? '').status).toBe('ACTIVE');
});

it('an instance of it that is terminated waits in Warmed:Terminating:Wait for its hook', async () => {
  const { InstanceId } = await warm();
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: false }),
  );
  const waiting = async () =>
    (
      await test.autoScaling.send(
        new DescribeAutoScalingInstancesCommand({ InstanceIds: [InstanceId ?? ''] }),
      )
    ).AutoScalingInstances?.[0]?.LifecycleState;
  expect(await waiting()).toBe('Warmed:Terminating:Wait');
  await test.autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName,
      LifecycleHookName: 'drain',
      InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );
  expect(await waiting()).toBeUndefined();
  const told = test.aws.record.entries.flatMap((e) =>
    e.kind === 'instance' && e.instanceId === InstanceId ? e.lifecycleState : [],
  );
  expect(told).toEqual([
    'Warmed:Pending',
    'Warmed:Stopped',
    'Warmed:Terminating',
    'Warmed:Terminating:Wait',
    'Warmed:Terminating:Proceed',
    'Warmed:Terminated',
  ]);
});

it('an instance of it that is terminated lowers no desired capacity', async () => {
  const { InstanceId } = await warm();
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
  const { AutoScalingGroups } = await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(first(AutoScalingGroups).DesiredCapacity).toBe(1);
});
