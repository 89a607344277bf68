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
import { first, testAws, type TestAws } from '../support/aws';

const AutoScalingGroupName = 'demo';
let test: TestAws;
let world: World;
beforeEach(async () => {
  test = await testAws();
  world = createWorld(test.aws, { cluster: 'demo', instances: 2, hooks: [{ name: 'drain' }] });
});
afterEach(() => test.close());

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
  expect(await stateInEc2(first(world.instanceIds))).toBe('terminated');
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
