import fc from 'fast-check';
import { parseEvent } from '../../../src/events/lambda-event';
import { ec2InstanceId, notice, topicArn } from '../../support/observations';

/** As AWS documents it. */
const lifecycleMessage = {
  LifecycleHookName: notice.lifecycleHookName,
  AccountId: '123456789012',
  RequestId: '4d3b1a2c-0000-4000-8000-000000000002',
  LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
  AutoScalingGroupName: notice.autoScalingGroupName,
  Service: 'AWS Auto Scaling',
  Time: '2026-01-01T00:00:00.000Z',
  EC2InstanceId: ec2InstanceId,
  LifecycleActionToken: notice.lifecycleActionToken,
};

const record = (message: unknown, more: object = {}) => ({
  EventSource: 'aws:sns',
  Sns: {
    Type: 'Notification',
    MessageId: 'm-1',
    TopicArn: topicArn,
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    ...more,
  },
});

const parseOne = (message: unknown, more: object = {}) =>
  parseEvent({ Records: [record(message, more)] }).records[0]?.parsed;

describe('a terminate lifecycle action', () => {
  it('becomes a signal, with account and Region from the topic', () => {
    expect(parseOne(lifecycleMessage)).toEqual({
      kind: 'notices',
      notices: [notice],
      accountRegion: { accountId: '123456789012', region: 'eu-central-1' },
      clusterHint: undefined,
    });
  });

  it('was sent when SNS says so, not when the message does', () => {
    const parsed = parseOne(
      { ...lifecycleMessage, Timestamp: '2030-01-01T00:00:00.000Z', sentAt: 1 },
      { Timestamp: '2026-01-01T00:00:01.500Z' },
    );
    expect(parsed).toMatchObject({ notices: [{ sentAt: Date.UTC(2026, 0, 1, 0, 0, 1, 500) }] });
  });

  it.each([undefined, 'yesterday', '2026-13-01T00:00:00Z', 7, ''])(
    'tells no time where the record has none that can be read: %j',
    (Timestamp) => {
      const parsed = parseOne(lifecycleMessage, { Timestamp });
      expect(parsed).toMatchObject({ kind: 'notices', notices: [{ ...notice, sentAt: undefined }] });
    },
  );

  it.each([
    ['{"cluster":"demo"}', 'demo'],
    ['{"cluster":"de mo; rm"}', undefined],
    ['cluster=demo', undefined],
    ['null', undefined],
  ])('with metadata %s hints at cluster %s', (NotificationMetadata, clusterHint) => {
    expect(parseOne({ ...lifecycleMessage, NotificationMetadata })).toMatchObject({
      kind: 'notices',
      clusterHint,
    });
  });

  it.each(['EC2InstanceId', 'LifecycleActionToken', 'LifecycleHookName', 'AutoScalingGroupName'])(
    'without %s is malformed, and the error names it',
    (field) => {
      const parsed = parseOne({ ...lifecycleMessage, [field]: undefined });
      expect(parsed).toEqual({ kind: 'malformed', issues: [expect.stringContaining(field)] });
    },
  );
});

describe('a field that is longer than AWS makes it', () => {
  it.each([
    ['AutoScalingGroupName', 255],
    ['LifecycleHookName', 255],
    ['LifecycleActionToken', 128],
  ])('%s: makes the message malformed, and the error names it', (field, most) => {
    expect(parseOne({ ...lifecycleMessage, [field]: 'x'.repeat(most) })).toMatchObject({ kind: 'notices' });
    const parsed = parseOne({ ...lifecycleMessage, [field]: 'x'.repeat(most + 1) });
    expect(parsed).toEqual({ kind: 'malformed', issues: [expect.stringContaining(field)] });
  });

  it('the topic: makes the record malformed', () => {
    const topic = (length: number) => topicArn.padEnd(length, 'x');
    expect(parseOne(lifecycleMessage, { TopicArn: topic(300) })).toMatchObject({ kind: 'notices' });
    expect(parseOne(lifecycleMessage, { TopicArn: topic(301) })).toMatchObject({
      kind: 'malformed',
      issues: [expect.stringContaining('TopicArn')],
    });
  });
});

describe('what is not for us', () => {
  it.each([
    [{ Event: 'autoscaling:TEST_NOTIFICATION', AutoScalingGroupName: 'web' }, 'test notification'],
    [{ ...lifecycleMessage, LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' }, 'being launched'],
    [{ Event: 'autoscaling:EC2_INSTANCE_TERMINATE', EC2InstanceId: ec2InstanceId }, 'plain notification'],
    [{ AlarmName: 'cpu' }, 'not a message that tells of an instance'],
  ])('is ignored, with a reason: %j', (message, reason) => {
    expect(parseOne(message)).toEqual({ kind: 'ignored', reason: expect.stringContaining(reason) as string });
  });

  it.each(['not json', '[]', '"text"', 'null', ''])(
    'is malformed when it is no JSON object: %s',
    (message) => {
      expect(parseOne(message)).toMatchObject({ kind: 'malformed' });
    },
  );
});

describe('an event', () => {
  it('is parsed record by record, so that a bad one does not take the others with it', () => {
    const { records } = parseEvent({ Records: [record('poison'), {}, record(lifecycleMessage)] });
    expect(records.map(({ parsed: { kind } }) => kind)).toEqual(['malformed', 'malformed', 'notices']);
  });

  it("names a record by SNS's message id, or by its position", () => {
    expect(
      parseEvent({ Records: [record(lifecycleMessage), null] }).records.map(({ recordId }) => recordId),
    ).toEqual(['m-1', 'record 1']);
  });

  it('from a topic that is none is malformed', () => {
    expect(parseOne(lifecycleMessage, { TopicArn: 'arn:aws:sqs:eu-central-1:123456789012:q' })).toMatchObject(
      {
        kind: 'malformed',
      },
    );
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (event, message) => {
        expect(parseEvent(event).records.length).toBeGreaterThanOrEqual(0);
        const text = JSON.stringify(message) as string | undefined;
        expect(parseEvent({ Records: [record(text ?? 'undefined')] }).records).toHaveLength(1);
      }),
    );
  });
});
