import {
  DescribeAutoScalingInstancesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  DescribeInstancesCommand,
  DescribeSpotInstanceRequestsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { adminClient, createWorld, type SpotAction, type World, type WorldSpec } from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { eventsOf } from '../support/events';

const test = useTestAws();
let world: World;
let id: string;
const build = (spec: Partial<WorldSpec> = {}) => {
  world = createWorld(test.aws, { cluster: 'spot', spot: true, hooks: [{ name: 'drain' }], ...spec });
  id = first(world.instanceIds);
};

const instance = async () => {
  const { Reservations } = await test.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return first(first(Reservations).Instances);
};
const requests = async (input: object = {}) =>
  (await test.ec2.send(new DescribeSpotInstanceRequestsCommand(input))).SpotInstanceRequests ?? [];
const request = async () => first(await requests({ Filters: [{ Name: 'instance-id', Values: [id] }] }));
const lifecycle = async () => {
  const described = await test.autoScaling.send(
    new DescribeAutoScalingInstancesCommand({ InstanceIds: [id] }),
  );
  return first(described.AutoScalingInstances).LifecycleState;
};
const interrupt = (action: SpotAction) => adminClient(test.aws.url).interrupt(id, { action });

it('a spot instance has a request that is fulfilled', async () => {
  build();
  const described = await instance();
  expect(described.InstanceLifecycle).toBe('spot');
  expect(await requests({ SpotInstanceRequestIds: [described.SpotInstanceRequestId ?? ''] })).toMatchObject([
    {
      InstanceId: id,
      State: 'active',
      Type: 'one-time',
      Status: {
        Code: 'fulfilled',
        UpdateTime: new Date(test.clock.now()),
        Message: 'Your Spot request is fulfilled.',
      },
    },
  ]);
});

it('an instance that is none has no request', async () => {
  build({ spot: false });
  expect((await instance()).InstanceLifecycle).toBeUndefined();
  expect(await requests()).toEqual([]);
  const admin = adminClient(test.aws.url);
  await expect(admin.interrupt(id, { action: 'stop' })).rejects.toMatchObject({ status: 409 });
  await expect(admin.recommendRebalance('i-0')).rejects.toMatchObject({ status: 409 });
});

it('is warned of two minutes before it is terminated, which no hook delays', async () => {
  build();
  await interrupt('terminate');
  expect(eventsOf(test.aws, 'EC2 Spot Instance Interruption Warning')).toMatchObject([
    {
      source: 'aws.ec2',
      resources: [`arn:aws:ec2:eu-west-1a:instance/${id}`],
      detail: { 'instance-id': id, 'instance-action': 'terminate' },
    },
  ]);
  const noticed = await request();
  expect(noticed).toMatchObject({ State: 'closed', Status: { Code: 'instance-terminated-no-capacity' } });
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: id, ShouldDecrementDesiredCapacity: true }),
  );
  test.clock.advanceBy(119_999);
  expect((await instance()).State?.Name).toBe('running');
  test.clock.advanceBy(1_001);
  expect((await instance()).State?.Name).toBe('terminated');
  expect(await request()).toEqual(noticed);
  expect(await lifecycle()).toBe('Terminating:Wait');
});

it('is noticed by its group at the next health check only, which then runs the hook', async () => {
  build();
  await interrupt('terminate');
  test.clock.advanceBy(179_999);
  expect(await lifecycle()).toBe('InService');
  test.clock.advanceBy(1);
  expect(await lifecycle()).toBe('Terminating:Wait');
});

it('is stopped where its request says so', async () => {
  build();
  await interrupt('stop');
  expect(await request()).toMatchObject({ Status: { Code: 'marked-for-stop' } });
  test.clock.advanceBy(121_000);
  expect((await instance()).State?.Name).toBe('stopped');
  expect(await request()).toMatchObject({
    State: 'disabled',
    Status: { Code: 'instance-stopped-no-capacity' },
  });
});

it('is warned of a hibernation as that begins', async () => {
  build();
  await interrupt('hibernate');
  expect(eventsOf(test.aws, 'EC2 Spot Instance Interruption Warning')).toMatchObject([
    { detail: { 'instance-action': 'hibernate' } },
  ]);
  expect((await instance()).State?.Name).toBe('stopping');
});

it('its request says when its owner ended it, and is forgotten four hours later', async () => {
  build({ hooks: [] });
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId: id, ShouldDecrementDesiredCapacity: true }),
  );
  test.clock.advanceBy(1_000);
  const closed = await request();
  expect(closed).toMatchObject({ State: 'closed', Status: { Code: 'instance-terminated-by-user' } });
  test.clock.advanceBy(4 * 3_600_000);
  const SpotInstanceRequestIds = [closed.SpotInstanceRequestId ?? ''];
  expect((await refusal(requests({ SpotInstanceRequestIds }))).name).toBe(
    'InvalidSpotInstanceRequestID.NotFound',
  );
});

it('requests are found by their status, in pages', async () => {
  build({ instances: 7 });
  await interrupt('terminate');
  const withStatus = (...Values: string[]) => requests({ Filters: [{ Name: 'status-code', Values }] });
  expect(await withStatus('instance-terminated-no-capacity')).toHaveLength(1);
  expect(await withStatus('fulfilled')).toHaveLength(6);
  const page = await test.ec2.send(new DescribeSpotInstanceRequestsCommand({ MaxResults: 5 }));
  expect(page.SpotInstanceRequests).toHaveLength(5);
  expect(await requests({ NextToken: page.NextToken })).toHaveLength(2);
  expect((await refusal(requests({ Filters: [{ Name: 'colour', Values: ['red'] }] }))).name).toBe(
    'InvalidParameterValue',
  );
});

it('is told that it had better be replaced', async () => {
  build();
  await adminClient(test.aws.url).recommendRebalance(id);
  expect(eventsOf(test.aws, 'EC2 Instance Rebalance Recommendation')).toMatchObject([
    { source: 'aws.ec2', detail: { 'instance-id': id } },
  ]);
});

const status = async () => {
  const { cluster } = world;
  const containerInstances = [world.containerInstance(id).arn];
  const described = await test.ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances }),
  );
  return first(described.containerInstances).status;
};

it('its agent drains at the notice where it is told to, and only there', async () => {
  build();
  await interrupt('terminate');
  expect(await status()).toBe('ACTIVE');
  build({ group: 'draining', spotDraining: true });
  await interrupt('terminate');
  expect(await status()).toBe('DRAINING');
});

it("its agent reads that from its launch template's user data", async () => {
  const lines = 'ECS_CLUSTER=spot\nECS_ENABLE_SPOT_INSTANCE_DRAINING=true';
  const UserData = Buffer.from(`#!/bin/bash\ncat <<E >> /etc/ecs/ecs.config\n${lines}\nE\n`).toString(
    'base64',
  );
  await test.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'workers', LaunchTemplateData: { UserData } }),
  );
  build();
  const [group] = test.aws.autoScaling.groups.values();
  if (!group) throw new Error('There is no group.');
  test.aws.autoScaling.updateGroup(group, {
    launchTemplate: { LaunchTemplateName: 'workers' },
    desiredCapacity: 2,
  });
  test.clock.runDue();
  id = [...group.instances.keys()][1] ?? '';
  await interrupt('stop');
  expect(await status()).toBe('DRAINING');
});
