import {
  CreateAutoScalingGroupCommand,
  DescribeLifecycleHooksCommand,
  PutLifecycleHookCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  createWorld,
  type PrincipalSpec,
  type RecordEntry,
  type StatementDocument,
  timeline,
} from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { about, allow, policy, roleWith } from '../support/iam';

const test = useTestAws({ iam: { principals: [roleWith(allow('autoscaling:*'), allow('iam:PassRole'))] } });
const notifier = 'arn:aws:iam::123456789012:role/notifier';

/** The role that hooks have here, with these statements. */
const notifierWith = (...statements: StatementDocument[]): PrincipalSpec => ({
  kind: 'role',
  name: 'notifier',
  policies: statements.length > 0 ? [policy(...statements)] : [],
});
const put = (NotificationTargetARN: string, RoleARN = notifier) =>
  test.autoScaling.send(
    new PutLifecycleHookCommand({
      AutoScalingGroupName: 'demo',
      LifecycleHookName: 'drain',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      NotificationTargetARN,
      RoleARN,
    }),
  );
const hooks = async () =>
  (await test.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName: 'demo' })))
    .LifecycleHooks;
const entriesOf = (kind: RecordEntry['kind']) =>
  test.aws.record.entries.filter((entry) => entry.kind === kind);
const topicArn = () => test.aws.sns.createTopic('drain').arn;
const unpublishable = (target: string, role = notifier) => ({
  name: 'ValidationError',
  status: 400,
  message:
    `Unable to publish test message to notification target ${target} using IAM role ${role}. ` +
    'Please check your target and role configuration and try to put lifecycle hook again.',
});

beforeEach(() => {
  createWorld(test.aws, { cluster: 'demo' });
});

it("notify by their role's policies", async () => {
  test.aws.iam?.put(notifierWith(allow(['sns:Publish', 'sqs:SendMessage'])));
  await put(topicArn());
  expect(entriesOf('notification')).toHaveLength(1);
  await put(test.aws.sqs.createQueue('drain').arn);
  expect(entriesOf('queue-message')).toHaveLength(1);
});

it("notify by their topic's policy", async () => {
  test.aws.iam?.put(notifierWith());
  const topic = test.aws.sns.createTopic('drain');
  topic.policy = JSON.stringify(policy(about({ AWS: notifier })));
  await put(topic.arn);
  expect(entriesOf('notification')).toHaveLength(1);
});

it('are refused with a role that may not send to their target, and none is there then', async () => {
  test.aws.iam?.put(notifierWith(allow('sns:Subscribe')));
  for (const target of [topicArn(), test.aws.sqs.createQueue('drain').arn]) {
    expect(await refusal(put(target))).toEqual(unpublishable(target));
  }
  expect(await hooks()).toEqual([]);
  expect(entriesOf('notification')).toEqual([]);
});

it('are refused with a role that there is not, whoever puts them', async () => {
  const target = topicArn();
  expect(await refusal(put(target))).toEqual(unpublishable(target));
  test.aws.iam?.put({ ...notifierWith(allow('sns:Publish')), kind: 'user' });
  expect(await refusal(put(target))).toEqual(unpublishable(target));
});

it('need iam:PassRole on their role of who puts them', async () => {
  test.aws.iam?.put(notifierWith(allow('sns:Publish')));
  const Condition = { StringEquals: { 'iam:PassedToService': 'autoscaling.amazonaws.com' } };
  const passes = (role: string) => allow('iam:PassRole', { Resource: role, Condition });
  test.aws.iam?.put(roleWith(allow('autoscaling:*'), passes('arn:aws:iam::123456789012:role/other')));
  const { name, message } = await refusal(put(topicArn()));
  expect(name).toBe('AccessDenied');
  expect(message).toContain(`not authorized to perform: iam:PassRole on resource: ${notifier} because`);
  test.aws.iam?.put(roleWith(allow('autoscaling:*'), passes(notifier)));
  await put(topicArn());
  expect(await hooks()).toHaveLength(1);
});

it('need it also of who creates a group with them', async () => {
  test.aws.iam?.put(roleWith(allow('autoscaling:*')));
  const create = new CreateAutoScalingGroupCommand({
    AutoScalingGroupName: 'new',
    MinSize: 0,
    MaxSize: 0,
    LaunchTemplate: { LaunchTemplateName: 'new' },
    AvailabilityZones: ['eu-west-1a'],
    LifecycleHookSpecificationList: [
      {
        LifecycleHookName: 'drain',
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        NotificationTargetARN: topicArn(),
        RoleARN: notifier,
      },
    ],
  });
  expect((await refusal(test.autoScaling.send(create))).message).toContain('iam:PassRole');
});

it('whose role may no longer send lose what they notify, which stands in the record; instances wait all the same', async () => {
  test.aws.iam?.put(notifierWith(allow('sns:Publish')));
  const target = topicArn();
  await put(target);
  test.aws.iam?.put(notifierWith());
  await test.autoScaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: 'demo', DesiredCapacity: 0 }),
  );
  const [instance] = [...(test.aws.autoScaling.groups.get('demo')?.instances.values() ?? [])];
  expect(instance?.state).toBe('Terminating:Wait');
  expect(first(entriesOf('notification-not-sent'))).toMatchObject({
    targetArn: target,
    roleArn: notifier,
    message: expect.stringContaining(`"EC2InstanceId":"${instance?.id ?? '?'}"`) as string,
    error:
      'AuthorizationError: User: arn:aws:sts::123456789012:assumed-role/notifier/AutoScaling is not authorized to perform: ' +
      `SNS:Publish on resource: ${target} because no identity-based policy allows the SNS:Publish action`,
  });
  expect(entriesOf('notification')).toHaveLength(1);
  expect(timeline(test.aws.record.entries)).toMatch(/topic drain +NOT NOTIFIED: AuthorizationError/);
});

it('of worlds bring their role along', () => {
  const { topicArns } = createWorld(test.aws, {
    cluster: 'other',
    hooks: [{ name: 'drain', notify: 'arn:aws:lambda:eu-west-1:123456789012:function:starter' }],
  });
  expect(entriesOf('notification')).toMatchObject([{ topicArn: topicArns.drain }]);
});
