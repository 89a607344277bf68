import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  DescribeVpcsCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, ListContainerInstancesCommand } from '@aws-sdk/client-ecs';
import { createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const test = useTestAws();
let world: World;
beforeEach(() => {
  world = createWorld(test.aws, { cluster: 'demo', instances: 2 });
});

const describe_ = async (input: object = {}) => {
  const { Reservations } = await test.ec2.send(new DescribeInstancesCommand(input));
  return Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [];
};
const ids = async (Name: string, ...Values: string[]) =>
  (await describe_({ Filters: [{ Name, Values }] })).map(({ InstanceId }) => InstanceId);
const userData = async (InstanceId: string) => {
  const described = await test.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId, Attribute: 'userData' }),
  );
  return Buffer.from(described.UserData?.Value ?? '', 'base64').toString();
};

it('describes the instances of groups, with their tags', async () => {
  expect(await describe_({ InstanceIds: [first(world.instanceIds)] })).toMatchObject([
    {
      InstanceId: first(world.instanceIds),
      State: { Code: 16, Name: 'running' },
      Placement: { AvailabilityZone: 'eu-west-1a' },
      LaunchTime: new Date(test.clock.now()),
      Tags: [
        { Key: 'local-aws:cluster', Value: 'demo' },
        { Key: 'aws:autoscaling:groupName', Value: 'demo' },
      ],
    },
  ]);
});

it('finds instances by filters', async () => {
  const [a = '', b = ''] = world.instanceIds;
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds: [b] }));
  expect(await ids('instance-state-name', 'running')).toEqual([a]);
  expect(await ids('instance-id', a, b)).toEqual([a, b]);
  expect(await ids('tag:aws:autoscaling:groupName', 'de*')).toEqual([a, b]);
  expect(await ids('tag-key', 'nothing')).toEqual([]);
  expect((await refusal(ids('color', 'red'))).name).toBe('InvalidParameterValue');
});

it('answers tags and user data, which name the cluster', async () => {
  const id = first(world.instanceIds);
  const filters = [{ Name: 'resource-id', Values: [id] }];
  const { Tags } = await test.ec2.send(
    new DescribeTagsCommand({ Filters: [...filters, { Name: 'key', Values: ['aws:*'] }] }),
  );
  expect(Tags).toEqual([
    { ResourceId: id, ResourceType: 'instance', Key: 'aws:autoscaling:groupName', Value: 'demo' },
  ]);
  expect(await userData(id)).toContain('echo ECS_CLUSTER=demo >> /etc/ecs/ecs.config');
});

it("joins the cluster that its launch template's user data names", async () => {
  const UserData = Buffer.from(
    '#!/bin/bash\ncat <<E >> /etc/ecs/ecs.config\nECS_CLUSTER=other\nE\n',
  ).toString('base64');
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'other' }));
  const { LaunchTemplate } = await test.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'workers', LaunchTemplateData: { UserData } }),
  );
  await test.autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'workers',
      MinSize: 1,
      MaxSize: 1,
      LaunchTemplate: { LaunchTemplateId: LaunchTemplate?.LaunchTemplateId, Version: '$Latest' },
      VPCZoneIdentifier: 'subnet-1',
    }),
  );
  const listed = await test.ecs.send(new ListContainerInstancesCommand({ cluster: 'other' }));
  expect(listed.containerInstanceArns).toHaveLength(1);
  const groups = await test.autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['workers'] }),
  );
  const id = first(first(groups.AutoScalingGroups).Instances).InstanceId ?? '';
  expect(await userData(id)).toContain('ECS_CLUSTER=other');
});

it("answers EC2's own errors", async () => {
  const one = (id: string) => refusal(describe_({ InstanceIds: [id] }));
  expect(await one('i-00000000000000000')).toMatchObject({
    name: 'InvalidInstanceID.NotFound',
    message: "The instance ID 'i-00000000000000000' does not exist",
    status: 400,
  });
  expect((await one('x')).name).toBe('InvalidInstanceID.Malformed');
  expect(await refusal(test.ec2.send(new DescribeVpcsCommand({})))).toMatchObject({
    name: 'InvalidAction',
    status: 400,
  });
});

it('forgets a terminated instance after an hour', async () => {
  const InstanceIds = [first(world.instanceIds)];
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  test.clock.advanceBy(1_000);
  test.clock.advanceBy(3_599_999);
  expect(await describe_({ InstanceIds })).toMatchObject([{ State: { Name: 'terminated' } }]);
  test.clock.advanceBy(1);
  expect((await refusal(describe_({ InstanceIds }))).name).toBe('InvalidInstanceID.NotFound');
});
