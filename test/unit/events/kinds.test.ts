import { isInterruptionNotice } from '../../../src/domain/notice';
import { parseEvent } from '../../../src/events/lambda-event';
import { messageKinds } from '../../../src/events/registry';
import {
  fixture,
  fixturesOf,
  sentAt,
  topicArn,
  queueArn,
  ways,
  withDetail,
  type Way,
} from './support/events';

const ec2InstanceId = 'i-1234567890abcdef0';
const parseBy = (way: Way, message: unknown) => parseEvent(ways[way](message)).records[0];
const parseOnBus = (event: unknown) => parseBy('EventBridge to Lambda', event);

/** What becomes of each of AWS's examples in EventBridge's form, the first word being its kind in the registry. */
const onBus: Readonly<Record<string, readonly [kind: string, outcome: object]>> = {
  'terminate-lifecycle-action': ['terminate-lifecycle-action', { kind: 'notices' }],
  'terminate-lifecycle-action-in-warm-pool': ['terminate-lifecycle-action', { kind: 'notices' }],
  'spot-interruption': ['spot-interruption', { kind: 'notices' }],
  'health-scheduled-change': ['scheduled-change', { kind: 'notices' }],
  'instance-state-change': ['instance-state-change', { kind: 'notices' }],
  'task-state-change': ['task-state-change', { kind: 'wake' }],
  'task-state-change-fargate': [
    'task-state-change',
    { kind: 'ignored', reason: 'the task was on no container instance, as those of Fargate' },
  ],
  'rebalance-recommendation': [
    'rebalance-recommendation',
    { kind: 'ignored', reason: 'a rebalance recommendation, which nothing can confirm' },
  ],
  'warm-pool-move': [
    'warm-pool-move',
    { kind: 'ignored', reason: 'the instance goes back to the warm pool and is not terminated' },
  ],
  'launch-lifecycle-action': [
    'launch-lifecycle-action',
    { kind: 'ignored', reason: 'the instance is being launched, not terminated' },
  ],
  'health-issue': [
    'scheduled-change',
    { kind: 'ignored', reason: 'a Health event that schedules no change' },
  ],
  'instance-terminate-successful': ['plain-group-notification', { kind: 'ignored' }],
  'instance-refresh-started': ['plain-group-notification', { kind: 'ignored' }],
  'container-instance-state-change': ['container-instance-state-change', { kind: 'ignored' }],
  'service-action': ['service-action', { kind: 'ignored' }],
};

describe("AWS's examples of EventBridge", () => {
  it('are all in the table', () => {
    expect(
      Object.keys(onBus)
        .map((name) => `event-bridge/${name}`)
        .sort(),
    ).toEqual([...fixturesOf('event-bridge')].sort());
  });

  it.each(Object.entries(onBus))(
    '%s is understood, from a bus and from the queue of a rule',
    (name, [kind, outcome]) => {
      const event = fixture(`event-bridge/${name}`);
      expect(parseOnBus(event)).toMatchObject({ recordId: event['id'], messageKind: kind, parsed: outcome });
      expect(parseBy('as it is in a queue', event)).toMatchObject({ messageKind: kind, parsed: outcome });
    },
  );

  it('each has an account and a Region, which are where the drain belongs', () => {
    const parsed = (name: string) => parseOnBus(fixture(`event-bridge/${name}`))?.parsed;
    expect(parsed('spot-interruption')).toMatchObject({
      accountRegion: { accountId: '123456789012', region: 'us-east-2' },
    });
    expect(parsed('task-state-change')).toMatchObject({
      accountRegion: { accountId: '111122223333', region: 'us-west-2' },
    });
  });
});

const inMessages: Readonly<Record<string, 'notices' | 'ignored'>> = {
  'terminate-lifecycle-action': 'notices',
  'launch-lifecycle-action': 'ignored',
  'test-notification': 'ignored',
  'plain-group-notification': 'ignored',
  'warm-pool-move': 'ignored',
};

describe("AWS's examples of what Auto Scaling publishes", () => {
  it('are all in the table', () => {
    expect(
      Object.keys(inMessages)
        .map((name) => `messages/${name}`)
        .sort(),
    ).toEqual([...fixturesOf('messages')].sort());
  });

  const carried: readonly Way[] = ['SNS to Lambda', 'as it is in a queue', 'SNS to a queue'];
  it.each(
    carried.flatMap((way) =>
      Object.entries(inMessages).map(([name, outcome]) => [way, name, outcome] as const),
    ),
  )('%s: %s is understood', (way, name, outcome) => {
    expect(parseBy(way, fixture(`messages/${name}`))).toMatchObject({
      messageKind: name,
      parsed: { kind: outcome },
    });
  });

  it('are none of ours where they call Lambda without a transport', () => {
    expect(parseEvent(fixture('messages/terminate-lifecycle-action'))).toMatchObject({
      source: 'unknown',
      records: [{ parsed: { kind: 'malformed' } }],
    });
  });
});

describe('a terminate lifecycle action', () => {
  const action = {
    kind: 'terminate-lifecycle-action',
    ec2InstanceId,
    autoScalingGroupName: 'my-asg',
    lifecycleHookName: 'my-lifecycle-hook',
    lifecycleActionToken: '71514b9d-6a40-4b26-8523-05e7ee365fa1',
  };

  it.each<[Way, string]>([
    ['SNS to Lambda', topicArn],
    ['SNS to a queue', topicArn],
    ['as it is in a queue', queueArn],
  ])('%s: is of the hook that notifies what carried it', (way, notificationTargetArn) => {
    expect(parseBy(way, fixture('messages/terminate-lifecycle-action'))).toMatchObject({
      sentAt,
      parsed: {
        kind: 'notices',
        notices: [{ ...action, notificationTargetArn, sentAt }],
        accountRegion: { accountId: '123456789012', region: 'us-west-2' },
      },
    });
  });

  it('of EventBridge has no target, and was sent when the event says', () => {
    expect(parseOnBus(fixture('event-bridge/terminate-lifecycle-action'))?.parsed).toEqual({
      kind: 'notices',
      notices: [
        {
          ...action,
          lifecycleActionToken: '87654321-4321-4321-4321-210987654321',
          notificationTargetArn: undefined,
          sentAt: Date.UTC(2026, 0, 1),
        },
      ],
      accountRegion: { accountId: '123456789012', region: 'us-west-2' },
      clusterHint: undefined,
    });
  });

  it.each<Way>(['SNS to Lambda', 'SNS to a queue'])(
    '%s: is taken in the form of EventBridge, where a rule has the topic as its target',
    (way) => {
      expect(parseBy(way, fixture('event-bridge/terminate-lifecycle-action'))?.parsed).toMatchObject({
        kind: 'notices',
        notices: [{ ec2InstanceId, notificationTargetArn: undefined, sentAt }],
        accountRegion: { accountId: '123456789012', region: 'us-west-2' },
      });
    },
  );

  it.each([{ account: '999999999999' }, { region: 'eu-central-1' }])(
    'that a topic of another account or Region carries in the form of EventBridge is ignored: %j',
    (change) => {
      const event = { ...fixture('event-bridge/terminate-lifecycle-action'), ...change };
      expect(parseBy('SNS to Lambda', event)?.parsed).toMatchObject({
        kind: 'ignored',
        reason: expect.stringContaining('not where the topic is') as string,
      });
    },
  );

  it.each([undefined, 'EC2', 'AutoScalingGroup', 7, null])(
    'is a termination when its destination is %j',
    (Destination) => {
      const message = { ...fixture('messages/terminate-lifecycle-action'), Destination };
      expect(parseBy('SNS to Lambda', message)?.parsed.kind).toBe('notices');
    },
  );

  it('whose metadata is nonsense is a termination all the same', () => {
    for (const NotificationMetadata of [7, null, [], 'x'.repeat(5000)]) {
      const message = { ...fixture('messages/terminate-lifecycle-action'), NotificationMetadata };
      expect(parseBy('SNS to Lambda', message)?.parsed).toMatchObject({
        kind: 'notices',
        clusterHint: undefined,
      });
    }
  });
});

describe('what EC2, Health and ECS announce', () => {
  const announced = messageKinds.filter(({ takenFrom }) => takenFrom === 'event-bus').map(({ name }) => name);
  const examples = Object.entries(onBus).filter(([, [kind]]) => announced.includes(kind));

  it.each<Way>(['SNS to Lambda', 'SNS to a queue'])(
    '%s: is refused, for anybody who may publish could make it up',
    (way) => {
      expect(examples.length).toBeGreaterThan(5);
      for (const [name, [kind]] of examples) {
        expect(parseBy(way, fixture(`event-bridge/${name}`))).toMatchObject({
          messageKind: kind,
          parsed: { kind: 'ignored', reason: expect.stringContaining('from EventBridge alone') as string },
        });
      }
    },
  );

  it('is nothing without its envelope', () => {
    for (const [name] of examples)
      expect(parseBy('as it is in a queue', fixture(`event-bridge/${name}`)['detail'])).toMatchObject({
        messageKind: 'unknown',
        parsed: { kind: 'ignored' },
      });
  });

  it.each(['aws.ec2 ', 'com.example', 'AWS.EC2', ''])('is nothing from the source %j', (source) => {
    expect(parseOnBus({ ...fixture('event-bridge/spot-interruption'), source })).toMatchObject({
      messageKind: 'unknown',
      parsed: { kind: 'ignored' },
    });
  });

  it.each([{ account: 123_456_789_012 }, { account: '1234' }, { region: 'nowhere' }, { region: undefined }])(
    'is malformed without an account and Region: %j',
    (change) => {
      expect(parseOnBus({ ...fixture('event-bridge/spot-interruption'), ...change })?.parsed).toEqual({
        kind: 'malformed',
        issues: [expect.stringContaining(Object.keys(change)[0] ?? '')],
      });
    },
  );
});

describe('a spot interruption', () => {
  it.each(['terminate', 'stop', 'hibernate'])('that will %s the instance drains it', (action) => {
    const event = withDetail(fixture('event-bridge/spot-interruption'), { 'instance-action': action });
    expect(parseOnBus(event)?.parsed).toMatchObject({
      notices: [{ kind: 'spot-interruption', ec2InstanceId }],
    });
  });
});

describe('a state change', () => {
  const parse = (state: unknown) =>
    parseOnBus(withDetail(fixture('event-bridge/instance-state-change'), { state }))?.parsed;

  it.each(['stopping', 'stopped', 'shutting-down', 'terminated'])('to %s drains the instance', (state) => {
    expect(parse(state)).toMatchObject({ notices: [{ kind: 'instance-state-change', ec2InstanceId }] });
  });

  it.each(['pending', 'running'])('to %s is ignored', (state) => {
    expect(parse(state)).toEqual({ kind: 'ignored', reason: `the instance is ${state}: it does not leave` });
  });

  it.each(['gone', '', 16, undefined])('to %j is malformed', (state) => {
    expect(parse(state)).toMatchObject({ kind: 'malformed' });
  });
});

describe('a rebalance recommendation', () => {
  it('drains the instance where that is configured', () => {
    const event = fixture('event-bridge/rebalance-recommendation');
    const { records } = parseEvent(event, { rebalanceRecommendations: 'drain' });
    expect(records[0]?.parsed).toMatchObject({
      notices: [{ kind: 'rebalance-recommendation', ec2InstanceId }],
    });
  });
});

describe('a scheduled change', () => {
  const event = fixture('event-bridge/health-scheduled-change');
  const parse = (change: object) => parseOnBus(withDetail(event, change))?.parsed;
  const eventArn =
    'arn:aws:health:us-west-2::event/EC2/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED_90353408594353980';

  it('drains every affected instance once, and nothing that is none', () => {
    expect(parse({})).toMatchObject({
      notices: [
        { kind: 'scheduled-change', ec2InstanceId: 'i-abcd1111', eventArn },
        { kind: 'scheduled-change', ec2InstanceId, eventArn },
      ],
    });
  });

  it.each([
    [{ service: 'RDS' }, 'another service'],
    [{ eventTypeCategory: 'issue' }, 'schedules no change'],
    [{ eventTypeCategory: 'accountNotification' }, 'schedules no change'],
    [{ statusCode: 'closed' }, 'is over'],
    [{ eventRegion: 'eu-central-1' }, 'a copy'],
    [{ affectedAccount: '999999999999' }, 'a copy'],
    [
      { affectedEntities: [{ entityValue: 'vol-0123456789abcdef0' }, null, 'i-abcd1111'] },
      'affects no instance',
    ],
    [{ affectedEntities: undefined }, 'affects no instance'],
  ])('is ignored, with a reason: %j', (change, reason) => {
    expect(parse(change)).toEqual({ kind: 'ignored', reason: expect.stringContaining(reason) as string });
  });

  it.each([
    { affectedEntities: 'i-abcd1111' },
    { eventArn: undefined },
    { eventArn: 'a Health event' },
    { service: 7 },
  ])('is malformed: %j', (change) => {
    expect(parse(change)).toEqual({
      kind: 'malformed',
      issues: [expect.stringContaining(Object.keys(change)[0] ?? '')],
    });
  });

  it('whose ARN is longer than a drain carries is malformed', () => {
    expect(parse({ eventArn: eventArn.padEnd(1000, 'x') })).toMatchObject({ kind: 'notices' });
    expect(parse({ eventArn: eventArn.padEnd(1001, 'x') })).toMatchObject({ kind: 'malformed' });
  });
});

describe('a state change of a task', () => {
  const event = fixture('event-bridge/task-state-change');
  const parse = (change: object) => parseOnBus(withDetail(event, change))?.parsed;
  const taskArn = 'arn:aws:ecs:us-west-2:111122223333:task/default/2ec3ed9d3ac14cf7a2b7b4a4b4fb5c29';

  it.each(['container-instance/default/', 'container-instance/'])('wakes the drain of its %s', (resource) => {
    const containerInstanceArn = `arn:aws:ecs:us-west-2:111122223333:${resource}c5e5b4cd6ed34d8ab2ac1a3ff7f3f3d0`;
    expect(parse({ containerInstanceArn })).toEqual({
      kind: 'wake',
      task: { taskArn },
      containerInstanceId: 'c5e5b4cd6ed34d8ab2ac1a3ff7f3f3d0',
      accountRegion: { accountId: '111122223333', region: 'us-west-2' },
    });
  });

  it.each(['RUNNING', 'STOPPING', 'DEPROVISIONING', 'stopped', ''])('wakes nobody at %j', (lastStatus) => {
    expect(parse({ lastStatus })).toMatchObject({ kind: 'ignored' });
  });

  it.each([
    { taskArn: undefined },
    { taskArn: 'a task' },
    { containerInstanceArn: 'arn:aws:ecs:us-west-2:111122223333:container-instance/a/b"; DROP' },
    { containerInstanceArn: 7 },
    { lastStatus: undefined },
  ])('is malformed: %j', (change) => {
    expect(parse(change)).toEqual({
      kind: 'malformed',
      issues: [expect.stringContaining(Object.keys(change)[0] ?? '')],
    });
  });
});

describe('SNS', () => {
  it.each(['SubscriptionConfirmation', 'UnsubscribeConfirmation'])(
    'that sends a %s is not obeyed',
    (Type) => {
      const body = { ...fixture('transports/subscription-confirmation'), Type };
      expect(parseBy('as it is in a queue', body)).toMatchObject({
        messageKind: 'subscription-confirmation',
        parsed: { kind: 'ignored' },
      });
    },
  );

  it('may spell the fields that nobody needs as it likes, or leave them out', () => {
    const message = fixture('messages/terminate-lifecycle-action');
    const body = { TopicArn: topicArn, Message: JSON.stringify(message) };
    expect(parseBy('as it is in a queue', body)?.parsed.kind).toBe('notices');
    expect(parseEvent({ Records: [{ Sns: body }] }).records[0]?.parsed.kind).toBe('notices');
  });
});

it('the drain understands every signal of every example', () => {
  const examples = [...fixturesOf('event-bridge'), ...fixturesOf('messages')].map(fixture);
  const notices = examples.flatMap((message) =>
    Object.values(ways).flatMap((way) =>
      parseEvent(way(message), { rebalanceRecommendations: 'drain' }).records.flatMap(({ parsed }) =>
        parsed.kind === 'notices' ? parsed.notices : [],
      ),
    ),
  );
  expect(notices.length).toBeGreaterThan(10);
  expect(notices.filter((notice) => !isInterruptionNotice(notice))).toEqual([]);
});

it('every kind has a name of its own', () => {
  expect(new Set(messageKinds.map(({ name }) => name)).size).toBe(messageKinds.length);
});
