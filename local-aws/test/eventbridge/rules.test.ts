import { TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  DeleteRuleCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { createWorld } from '../../src/index';
import { first, useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { eventsOf } from '../support/events';
import { bodiesIn } from '../support/queues';

const test = useTestAws();
const Rule = 'drain';
const putRule = (EventPattern: object | string, more: object = {}) =>
  test.events.send(
    new PutRuleCommand({
      Name: Rule,
      EventPattern: typeof EventPattern === 'string' ? EventPattern : JSON.stringify(EventPattern),
      ...more,
    }),
  );
const putTarget = (Arn: string, more: object = {}) =>
  test.events.send(new PutTargetsCommand({ Rule, Targets: [{ Id: '1', Arn, ...more }] }));
const send = (entry: PutEventsRequestEntry = {}) =>
  test.events.send(
    new PutEventsCommand({
      Entries: [{ Source: 'my.tool', DetailType: 'Test', Detail: '{"a":1}', ...entry }],
    }),
  );
const queueTarget = async (more: object = {}) => {
  const { arn } = test.aws.sqs.createQueue('signals');
  await putTarget(arn, more);
};
const delivered = () => bodiesIn(test.aws, 'signals');

it('sends what matches to a queue, as the event is', async () => {
  await putRule({ source: ['my.tool'] });
  await queueTarget();
  const { Entries, FailedEntryCount } = await send({ Resources: ['arn:mine'] });
  await send({ Source: 'other.tool' });
  expect(FailedEntryCount).toBe(0);
  expect(delivered()).toEqual([
    {
      version: '0',
      id: first(Entries).EventId,
      'detail-type': 'Test',
      source: 'my.tool',
      account: '123456789012',
      time: '2026-01-01T00:00:00Z',
      region: 'eu-west-1',
      resources: ['arn:mine'],
      detail: { a: 1 },
    },
  ]);
});

it('invokes a function asynchronously with what matches', async () => {
  const events: unknown[] = [];
  await putRule({ source: ['my.tool'] });
  await putTarget(test.aws.lambda.register('starter', (event) => events.push(event)));
  await send();
  await test.aws.record.until((e) => e.kind === 'lambda' && e.change.what === 'succeeded');
  expect(events).toMatchObject([{ source: 'my.tool', detail: { a: 1 } }]);
});

it('carries what the services tell: each lifecycle action, whether its hook has a target or not', async () => {
  await putRule({ source: ['aws.autoscaling'], 'detail-type': ['EC2 Instance-terminate Lifecycle Action'] });
  await queueTarget();
  const hooks = [{ name: 'drain', notificationMetadata: 'meta' }];
  const world = createWorld(test.aws, { cluster: 'demo', hooks });
  const InstanceId = first(world.instanceIds);
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
  const action = test.aws.record.entries.find((e) => e.kind === 'lifecycle-action');
  expect(delivered()).toMatchObject([
    {
      resources: [test.aws.autoScaling.groups.get('demo')?.arn],
      detail: {
        LifecycleActionToken: action?.token,
        AutoScalingGroupName: 'demo',
        LifecycleHookName: 'drain',
        EC2InstanceId: InstanceId,
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        NotificationMetadata: 'meta',
        Origin: 'AutoScalingGroup',
        Destination: 'EC2',
      },
    },
  ]);
});

it('a disabled rule sends nothing', async () => {
  await putRule({ source: ['my.tool'] }, { State: 'DISABLED' });
  await queueTarget();
  await send();
  expect(delivered()).toEqual([]);
});

it('lists rules and targets as they were put, and takes them away', async () => {
  const EventPattern = '{"source":["my.tool"]}';
  const { RuleArn } = await putRule(EventPattern, { Description: 'words' });
  const RetryPolicy = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 };
  const DeadLetterConfig = { Arn: test.aws.sqs.arnOf('dead') };
  await queueTarget({ RetryPolicy, DeadLetterConfig });
  expect((await test.events.send(new ListRulesCommand({}))).Rules).toEqual([
    {
      Name: Rule,
      Arn: RuleArn,
      EventPattern,
      State: 'ENABLED',
      Description: 'words',
      EventBusName: 'default',
    },
  ]);
  const targets = async () => (await test.events.send(new ListTargetsByRuleCommand({ Rule }))).Targets;
  expect(await targets()).toEqual([
    { Id: '1', Arn: test.aws.sqs.arnOf('signals'), RetryPolicy, DeadLetterConfig },
  ]);
  const remove = () => test.events.send(new DeleteRuleCommand({ Name: Rule }));
  expect(await refusal(remove())).toMatchObject({
    name: 'ValidationException',
    message: "Rule can't be deleted since it has targets.",
  });
  await test.events.send(new RemoveTargetsCommand({ Rule, Ids: ['1'] }));
  expect(await targets()).toEqual([]);
  await remove();
  expect((await refusal(targets())).name).toBe('ResourceNotFoundException');
});

it('has five targets at most', async () => {
  await putRule({ source: ['my.tool'] });
  const targets = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ Id: String(n), Arn: test.aws.sqs.arnOf(`queue-${n}`) }));
  const put = (count: number) => test.events.send(new PutTargetsCommand({ Rule, Targets: targets(count) }));
  expect(await put(5)).toMatchObject({ FailedEntryCount: 0 });
  expect((await refusal(put(6))).name).toBe('LimitExceededException');
});

it('refuses a pattern that is none', async () => {
  expect(await refusal(putRule('{"source":"my.tool"}'))).toMatchObject({
    name: 'InvalidEventPatternException',
    status: 400,
  });
});

it('takes no event that says it is from AWS, nor one that is none', async () => {
  const code = async (entry: PutEventsRequestEntry) => first((await send(entry)).Entries).ErrorCode;
  expect(await code({ Source: 'aws.ec2' })).toBe('NotAuthorizedForSourceException');
  expect(await code({ Detail: '{' })).toBe('MalformedDetail');
  expect(await code({ DetailType: undefined })).toBe('InvalidArgument');
  expect(eventsOf(test.aws, 'Test')).toEqual([]);
});

it("an event for a target that is not there goes to the target's dead-letter queue", async () => {
  const dead = test.aws.sqs.createQueue('dead');
  const Arn = test.aws.lambda.arnOf('nowhere');
  const { RuleArn } = await putRule({ source: ['my.tool'] });
  await putTarget(Arn, { DeadLetterConfig: { Arn: dead.arn } });
  await send();
  expect(bodiesIn(test.aws, 'dead')).toMatchObject([{ source: 'my.tool' }]);
  const [message] = dead.messages.values();
  expect(message?.attributes).toMatchObject({
    RULE_ARN: { DataType: 'String', StringValue: RuleArn },
    TARGET_ARN: { StringValue: Arn },
  });
});

it('a delivery is struck by notification faults, by the ARN of its rule', async () => {
  const { RuleArn = '' } = await putRule({ source: ['my.tool'] });
  await queueTarget();
  test.aws.faults.add({ kind: 'notification-lost', topicArn: RuleArn, times: 1 });
  test.aws.faults.add({ kind: 'notification-doubled', topicArn: RuleArn, times: 1 });
  await send({ Detail: '{"n":1}' });
  await send({ Detail: '{"n":2}' });
  expect(delivered()).toMatchObject([{ detail: { n: 2 } }, { detail: { n: 2 } }]);
});
