import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateClusterCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { userDataTags } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const AutoScalingGroupName = 'workers';
const test = useTestAws();

const create = (input: object = {}) =>
  test.autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      MinSize: 1,
      MaxSize: 3,
      DesiredCapacity: 2,
      LaunchTemplate: { LaunchTemplateName: 'ecs' },
      VPCZoneIdentifier: 'subnet-1',
      ...input,
    }),
  );
const group = async () =>
  first((await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups);
const instanceIds = async () => (await group()).Instances?.map(({ InstanceId }) => InstanceId ?? '') ?? [];
const terminate = (InstanceId: string, ShouldDecrementDesiredCapacity: boolean) =>
  test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }),
  );
const setDesired = (DesiredCapacity: number) =>
  test.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));

it('launches its instances, with ids like those of AWS', async () => {
  await create();
  expect(await group()).toMatchObject({
    DesiredCapacity: 2,
    Instances: [{ LifecycleState: 'InService' }, {}],
  });
  expect(first(await instanceIds())).toMatch(/^i-0[0-9a-f]{16}$/);
});

it('replaces a terminated instance unless the desired capacity is decremented', async () => {
  await create();
  const [a = '', b = ''] = await instanceIds();
  await terminate(a, false);
  const after = await instanceIds();
  expect(after).toHaveLength(2);
  expect(after).not.toContain(a);
  const { Activity } = await terminate(b, true);
  expect(Activity).toMatchObject({ StatusCode: 'InProgress', Description: `Terminating EC2 instance: ${b}` });
  expect(await group()).toMatchObject({ DesiredCapacity: 1, Instances: [{}] });
});

it('does not go below its minimum', async () => {
  await create({ DesiredCapacity: 1 });
  const only = first(await instanceIds());
  expect((await refusal(terminate(only, true))).message).toContain('desiredSize equals minSize (1)');
  expect((await refusal(terminate('i-00000000000000000', false))).message).toMatch(/^Instance Id not found/);
});

it('scales out and in, the oldest first', async () => {
  await create();
  const [oldest] = await instanceIds();
  await setDesired(3);
  expect(await instanceIds()).toHaveLength(3);
  await setDesired(2);
  expect(await instanceIds()).not.toContain(oldest);
  expect(await refusal(setDesired(4))).toMatchObject({
    name: 'ValidationError',
    message: 'New SetDesiredCapacity value 4 is above max value 3 for the AutoScalingGroup.',
  });
});

it('describes at most 50 instances by id, and pages the rest', async () => {
  await create({ MaxSize: 60, DesiredCapacity: 60 });
  const describe_ = (input: object) => test.autoScaling.send(new DescribeAutoScalingInstancesCommand(input));
  const page = await describe_({});
  expect(page.AutoScalingInstances).toHaveLength(50);
  expect((await describe_({ NextToken: page.NextToken })).AutoScalingInstances).toHaveLength(10);
  expect((await refusal(describe_({ InstanceIds: await instanceIds() }))).name).toBe('ValidationError');
});

it("instances do what the group's tags say: boot, join the cluster, start their own tasks", async () => {
  const cluster = 'demo';
  const tag = (Key: string, Value: string) => ({ Key, Value, PropagateAtLaunch: true });
  await create({
    Tags: [
      tag(userDataTags.cluster, cluster),
      tag(userDataTags.bootSeconds, '90'),
      tag(userDataTags.selfStarted, 'agent'),
      tag(userDataTags.arnFormat, 'short'),
    ],
  });
  await test.ecs.send(new CreateClusterCommand({ clusterName: cluster }));
  await test.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'agent',
      containerDefinitions: [{ name: 'main', image: 'x' }],
    }),
  );
  const joined = async () =>
    (await test.ecs.send(new ListContainerInstancesCommand({ cluster }))).containerInstanceArns ?? [];
  test.clock.advanceBy(89_999);
  expect(await joined()).toEqual([]);
  test.clock.advanceBy(1);
  const arn = first(await joined());
  expect(arn).toMatch(/:container-instance\/[0-9a-f]{32}$/);
  const startedBy = arn.slice(arn.lastIndexOf('/') + 1);
  expect((await test.ecs.send(new ListTasksCommand({ cluster, startedBy }))).taskArns).toHaveLength(1);
});

it('an instance that is terminated while it boots never joins', async () => {
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
  const Tags = [
    { Key: userDataTags.cluster, Value: 'demo' },
    { Key: userDataTags.bootSeconds, Value: '60' },
  ];
  await create({ DesiredCapacity: 1, MinSize: 0, Tags });
  await terminate(first(await instanceIds()), true);
  test.clock.advanceBy(3_600_000);
  expect(test.aws.record.entries.some(({ kind }) => kind === 'container-instance')).toBe(false);
});

it.each([
  ['no launch template', { LaunchTemplate: undefined }, 'LaunchTemplate'],
  ['no subnet or zone', { VPCZoneIdentifier: undefined }, 'Availability Zone'],
  ['a desired capacity out of bounds', { DesiredCapacity: 9 }, 'between'],
  [
    'tags that it does not understand',
    { Tags: [{ Key: userDataTags.bootSeconds, Value: 'x' }] },
    'boot-seconds',
  ],
  [
    'a mixed instances policy, which is not served',
    { MixedInstancesPolicy: { InstancesDistribution: { OnDemandBaseCapacity: 1 } } },
    'not serve',
  ],
])('refuses a group with %s', async (_, input, words) => {
  expect((await refusal(create(input))).message).toContain(words);
});

it('is not created when one of its hooks is refused', async () => {
  const refused = create({
    LifecycleHookSpecificationList: [
      {
        LifecycleHookName: 'drain',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        NotificationTargetARN: `arn:aws:sns:${test.aws.region}:${test.aws.accountId}:nowhere`,
        RoleARN: `arn:aws:iam::${test.aws.accountId}:role/notifications`,
      },
    ],
  });
  expect(await refusal(refused)).toMatchObject({ name: 'ValidationError' });
  const { AutoScalingGroups } = await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  expect(AutoScalingGroups).toEqual([]);
});
