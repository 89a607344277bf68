import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { audit, createWorld } from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { eventsOf } from '../support/events';

const test = useTestAws();
let InstanceIds: string[];
beforeEach(() => {
  const world = createWorld(test.aws, {
    cluster: 'demo',
    hooks: [{ name: 'drain' }],
    standalone: [{ family: 'job' }],
  });
  InstanceIds = [first(world.instanceIds)];
});

const state = async () => {
  const { Reservations } = await test.ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  return first(first(Reservations).Instances).State?.Name;
};
const told = () =>
  eventsOf(test.aws, 'EC2 Instance State-change Notification')
    .filter(({ detail }) => detail['instance-id'] === InstanceIds[0])
    .map(({ detail }) => detail.state);
const tasks = async () => (await test.ecs.send(new ListTasksCommand({ cluster: 'demo' }))).taskArns;

it('an instance is shutting-down for a while before it is terminated', async () => {
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  test.clock.advanceBy(999);
  expect(await state()).toBe('shutting-down');
  test.clock.advanceBy(1);
  expect(await state()).toBe('terminated');
});

it('each state is told to EventBridge', async () => {
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  test.clock.advanceBy(1_000);
  expect(told()).toEqual(['pending', 'running', 'shutting-down', 'terminated']);
  expect(eventsOf(test.aws, 'EC2 Instance State-change Notification').at(-1)).toEqual({
    version: '0',
    id: expect.any(String) as string,
    'detail-type': 'EC2 Instance State-change Notification',
    source: 'aws.ec2',
    account: '123456789012',
    time: '2026-01-01T00:00:01Z',
    region: 'eu-west-1',
    resources: [`arn:aws:ec2:eu-west-1:123456789012:instance/${first(InstanceIds)}`],
    detail: { 'instance-id': first(InstanceIds), state: 'terminated' },
  });
});

it('a stopped instance has lost its containers, and ECS hears of it when it starts again', async () => {
  const { StoppingInstances } = await test.ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(StoppingInstances).toMatchObject([{ CurrentState: { Name: 'stopping' } }]);
  test.clock.advanceBy(1_000);
  expect(await state()).toBe('stopped');
  expect(audit(test.aws.record.entries)).toMatchObject([{ promise: 'cut-short' }]);
  expect(await tasks()).toHaveLength(1);
  await test.ec2.send(new StartInstancesCommand({ InstanceIds }));
  expect(await state()).toBe('running');
  expect(await tasks()).toEqual([]);
  expect(told()).toEqual(['pending', 'running', 'stopping', 'stopped', 'pending', 'running']);
});

it('its group finds a stopped instance at the next health check and terminates it, by its hook', async () => {
  await test.ec2.send(new StopInstancesCommand({ InstanceIds }));
  test.clock.advanceBy(60_000);
  const described = await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds }));
  expect(described.AutoScalingInstances).toMatchObject([{ LifecycleState: 'Terminating:Wait' }]);
});

it('an instance that runs again by then is kept', async () => {
  await test.ec2.send(new StopInstancesCommand({ InstanceIds }));
  test.clock.advanceBy(30_000);
  await test.ec2.send(new StartInstancesCommand({ InstanceIds }));
  test.clock.advanceBy(30_000);
  const described = await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds }));
  expect(described.AutoScalingInstances).toMatchObject([{ LifecycleState: 'InService' }]);
});

it('a terminated instance neither stops nor starts', async () => {
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  expect(await refusal(test.ec2.send(new StopInstancesCommand({ InstanceIds })))).toMatchObject({
    name: 'IncorrectInstanceState',
  });
  expect((await refusal(test.ec2.send(new StartInstancesCommand({ InstanceIds })))).name).toBe(
    'IncorrectInstanceState',
  );
});
