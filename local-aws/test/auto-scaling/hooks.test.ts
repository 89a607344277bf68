import {
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
  PutLifecycleHookCommand,
  CompleteLifecycleActionCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { createWorld } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const AutoScalingGroupName = 'demo';
const RoleARN = 'arn:aws:iam::123456789012:role/notify';
const test = useTestAws();
beforeEach(() => {
  createWorld(test.aws, { cluster: 'demo' });
});

const put = (input: object = {}) =>
  test.autoScaling.send(
    new PutLifecycleHookCommand({
      AutoScalingGroupName,
      LifecycleHookName: 'drain',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      ...input,
    }),
  );
const hook = async () =>
  first(
    (await test.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName }))).LifecycleHooks,
  );

it('has a timeout of an hour and the result ABANDON unless told otherwise', async () => {
  await put();
  expect(await hook()).toMatchObject({
    HeartbeatTimeout: 3600,
    GlobalTimeout: 172_800,
    DefaultResult: 'ABANDON',
  });
});

it('says its global timeout: 100 times the timeout, at most 48 hours', async () => {
  await put({ HeartbeatTimeout: 60 });
  expect((await hook()).GlobalTimeout).toBe(6_000);
});

it.each([29, 7201])('refuses a timeout of %i s', async (HeartbeatTimeout) => {
  expect((await refusal(put({ HeartbeatTimeout }))).name).toBe('ValidationError');
});

it('keeps what an update does not name', async () => {
  await put({ HeartbeatTimeout: 60, NotificationMetadata: '{"deadline":"1h"}' });
  await put({ LifecycleTransition: undefined, DefaultResult: 'CONTINUE' });
  expect(await hook()).toMatchObject({
    HeartbeatTimeout: 60,
    DefaultResult: 'CONTINUE',
    NotificationMetadata: '{"deadline":"1h"}',
  });
});

it('tries its target with a test notification, which names no instance', async () => {
  const { TopicArn } = await test.sns.send(new CreateTopicCommand({ Name: 'drain' }));
  await put({ NotificationTargetARN: TopicArn, RoleARN });
  const sent = test.aws.record.entries.flatMap((e) => (e.kind === 'notification' ? e.message : []));
  expect(JSON.parse(first(sent))).toMatchObject({
    Event: 'autoscaling:TEST_NOTIFICATION',
    AutoScalingGroupName,
    Service: 'AWS Auto Scaling',
  });
});

it('refuses a target that is not there, or without a role', async () => {
  const NotificationTargetARN = 'arn:aws:sns:eu-west-1:123456789012:nowhere';
  expect((await refusal(put({ NotificationTargetARN, RoleARN }))).message).toMatch(
    /^Unable to publish test message/,
  );
  expect((await refusal(put({ NotificationTargetARN }))).message).toContain('RoleARN');
});

it('a launch hook keeps an instance in Pending:Wait until it is completed', async () => {
  await put({ LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' });
  await test.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
  const second = async () => {
    const { AutoScalingInstances } = await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
    return AutoScalingInstances?.[1];
  };
  const waiting = await second();
  expect(waiting?.LifecycleState).toBe('Pending:Wait');
  const LifecycleActionResult = 'CONTINUE';
  const InstanceId = waiting?.InstanceId;
  await test.autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName,
      LifecycleHookName: 'drain',
      LifecycleActionResult,
      InstanceId,
    }),
  );
  expect((await second())?.LifecycleState).toBe('InService');
});
