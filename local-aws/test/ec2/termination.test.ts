import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { TerminateInstancesCommand, type TerminateInstancesCommandOutput } from '@aws-sdk/client-ec2';
import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { audit, createWorld, type World } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const test = useTestAws();
let world: World;
let InstanceId: string;
let terminated: TerminateInstancesCommandOutput;
beforeEach(async () => {
  world = createWorld(test.aws, {
    cluster: 'demo',
    hooks: [{ name: 'drain' }],
    standalone: [{ family: 'job' }],
  });
  InstanceId = first(world.instanceIds);
  terminated = await test.ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
});

const instances = async () =>
  first((await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups).Instances;

it('is not delayed by a hook: what ran is cut short', async () => {
  expect(terminated.TerminatingInstances).toEqual([
    {
      InstanceId,
      PreviousState: { Code: 16, Name: 'running' },
      CurrentState: { Code: 32, Name: 'shutting-down' },
    },
  ]);
  expect(audit(test.aws.record.entries)).toMatchObject([{ promise: 'cut-short', subject: InstanceId }]);
  const { taskArns } = await test.ecs.send(new ListTasksCommand({ cluster: 'demo' }));
  expect(taskArns).toEqual([]);
});

it('is noticed by the group at its next health check, which replaces the instance', async () => {
  test.clock.advanceBy(59_999);
  expect(await instances()).toMatchObject([{ InstanceId, LifecycleState: 'InService' }]);
  test.clock.advanceBy(1);
  expect(await instances()).toMatchObject([
    { InstanceId, HealthStatus: 'Unhealthy' },
    { LifecycleState: 'InService', HealthStatus: 'Healthy' },
  ]);
});

it('starts the hook then, too late, and it must be completed all the same', async () => {
  test.clock.advanceBy(60_000);
  expect(await instances()).toMatchObject([{ InstanceId, LifecycleState: 'Terminating:Wait' }, {}]);
  await test.autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: world.group,
      LifecycleHookName: 'drain',
      InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );
  expect(await instances()).toHaveLength(1);
});
