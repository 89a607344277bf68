import {
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DetachInstancesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const AutoScalingGroupName = 'demo';
const test = useTestAws();
let world: World;
beforeEach(() => {
  world = createWorld(test.aws, { cluster: 'demo', instances: 2, hooks: [{ name: 'drain' }] });
});

const groups = async () =>
  (await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups ?? [];
const update = (input: object) =>
  test.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, ...input }));
const remove = (ForceDelete?: boolean) =>
  test.autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete }));
const detach = (InstanceIds: string[], ShouldDecrementDesiredCapacity = false) =>
  test.autoScaling.send(
    new DetachInstancesCommand({ AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity }),
  );
const actions = () => test.aws.record.entries.filter(({ kind }) => kind === 'lifecycle-action');
const stateInEc2 = async (id: string) => {
  const { Reservations } = await test.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return first(first(Reservations).Instances).State?.Name;
};

it('an update moves the bounds, and the desired capacity with them', async () => {
  await update({ MinSize: 3 });
  expect(first(await groups())).toMatchObject({ MinSize: 3, DesiredCapacity: 3, Instances: [{}, {}, {}] });
  expect((await refusal(update({ DesiredCapacity: 2 }))).name).toBe('ValidationError');
  await update({ MinSize: 0, MaxSize: 1 });
  const waiting = await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
  expect(waiting.AutoScalingInstances?.map(({ LifecycleState }) => LifecycleState)).toEqual([
    'Terminating:Wait',
    'Terminating:Wait',
    'InService',
  ]);
});

it('a group with instances is not deleted, unless by force', async () => {
  expect(await refusal(remove())).toMatchObject({ name: 'ResourceInUseFault', status: 400 });
  await remove(true);
  expect(await groups()).toEqual([]);
});

it('a deletion by force runs no hooks', async () => {
  await remove(true);
  expect(actions()).toEqual([]);
  expect(await stateInEc2(first(world.instanceIds))).toBe('shutting-down');
});

it('an empty group is deleted', async () => {
  await update({ DesiredCapacity: 0 });
  expect((await refusal(remove())).name).toBe('ResourceInUseFault');
  test.clock.advanceBy(3_600_000);
  await remove();
  expect(await groups()).toEqual([]);
});

it('a detached instance leaves without a hook, runs on, and is replaced', async () => {
  const id = first(world.instanceIds);
  const { Activities } = await detach([id]);
  expect(first(Activities).Description).toBe(`Detaching EC2 instance: ${id}`);
  expect(actions()).toEqual([]);
  expect(await stateInEc2(id)).toBe('running');
  expect(test.aws.ecs.hosts.on(id).status).toBe('ACTIVE');
  expect(first(await groups())).toMatchObject({ DesiredCapacity: 2, Instances: [{}, {}] });
  expect((await refusal(detach([id]))).message).toContain('is not part of Auto Scaling group demo');
});

it('an instance that is named twice is detached once', async () => {
  const id = first(world.instanceIds);
  const { Activities } = await detach([id, id], true);
  expect(Activities).toHaveLength(1);
  expect(first(await groups())).toMatchObject({ DesiredCapacity: 1, Instances: [{}] });
});

it('no call takes the desired capacity out of its bounds, and one that would changes nothing', async () => {
  await update({ MinSize: 1, MaxSize: 3 });
  const before = await groups();
  expect(await refusal(detach([...world.instanceIds], true))).toMatchObject({
    name: 'ValidationError',
    message:
      'AutoScalingGroup demo has min-size=1, max-size=3, and desired-size=2. ' +
      'To detach 2 instances, please update the AutoScalingGroup sizes appropriately.',
  });
  const wrong = detach([first(world.instanceIds), 'i-00000000000000000'], true);
  expect((await refusal(wrong)).name).toBe('ValidationError');
  expect((await refusal(update({ MinSize: 4 }))).message).toBe(
    'Max bound, 3, must be greater than or equal to min bound, 4',
  );
  expect((await refusal(update({ DesiredCapacity: 0 }))).message).toBe(
    'Desired capacity:0 must be between the specified min size:1 and max size:3',
  );
  expect(await groups()).toEqual(before);
});

it('only an instance in service is detached', async () => {
  const id = first(world.instanceIds);
  await update({ DesiredCapacity: 1 });
  expect((await refusal(detach([id]))).message).toBe(`The instance ${id} is not in InService or Standby.`);
});
