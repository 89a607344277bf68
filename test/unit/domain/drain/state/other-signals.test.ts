import { newMemory } from '../../../../../src/domain/drain/state/memory';
import { identitiesIn, receive } from '../../../../../src/domain/drain/state/receive';
import {
  identityOf,
  type Ec2Signal,
  type FoundWaiting,
  type LeavingSignal,
  type ScheduledChange,
} from '../../../../../src/domain/signal';
import {
  aConfirmedMemory,
  aHook,
  aMemory,
  aRequest,
  ec2InstanceId,
  signal,
  startedAt,
  topicArn,
} from '../../../../support/observations';

const found: FoundWaiting = {
  kind: 'found-waiting',
  ec2InstanceId,
  autoScalingGroupName: signal.autoScalingGroupName,
  lifecycleHookName: signal.lifecycleHookName,
};
const spot: Ec2Signal = { kind: 'spot-interruption', ec2InstanceId };
const retirement: ScheduledChange = { kind: 'scheduled-change', ec2InstanceId, eventArn: 'arn:of:an:event' };

describe('what the sweep found', () => {
  it('is a lifecycle action without a token, addressed by the instance', () => {
    const { lifecycleActions } = receive(newMemory(ec2InstanceId, startedAt), found);
    expect(lifecycleActions).toMatchObject([{ signal: found, tokenIsStale: true, ended: false }]);
  });

  it('tells nothing to a drain that knows of the hook', () => {
    const before = aMemory();
    expect(receive(before, found)).toBe(before);
  });

  it('opens the hook again of which the drain had known the end', () => {
    const ended = aConfirmedMemory({ ended: true, lifecycleHook: aHook() });
    expect(receive(ended, found).lifecycleActions).toMatchObject([{ signal: found, ended: false }]);
  });

  it('gets the token when the message comes after all, and keeps what is known of the hook', () => {
    const drain = aConfirmedMemory({ signal: found, tokenIsStale: true, lifecycleHook: aHook() });
    expect(receive(drain, signal).lifecycleActions).toMatchObject([
      { signal: { lifecycleActionToken: signal.lifecycleActionToken }, tokenIsStale: false, isOurs: true },
    ]);
  });
});

describe('what was cancelled before this drain began', () => {
  const hook = `${signal.autoScalingGroupName}/${signal.lifecycleHookName}`;
  const before = newMemory(ec2InstanceId, startedAt, [hook, 'ec2', retirement.eventArn]);

  it.each<[string, LeavingSignal]>([
    ['a hook, by its message', signal],
    ['a hook, by another token', { ...signal, lifecycleActionToken: 'another' }],
    ['a hook that a sweep found', found],
    ['what EC2 does', spot],
    ['a scheduled change', retirement],
  ])('tells nothing: %s', (_, told) => {
    expect(receive(before, told)).toBe(before);
  });

  it('tells nothing by its token alone, which another hook does not have', () => {
    const byToken = newMemory(ec2InstanceId, startedAt, [signal.lifecycleActionToken]);
    expect(receive(byToken, signal)).toBe(byToken);
    expect(receive(byToken, found).lifecycleActions).toHaveLength(1);
  });

  it('does not hide another hook', () => {
    const other = { ...signal, lifecycleHookName: 'another' };
    expect(receive(before, other).lifecycleActions).toHaveLength(1);
  });

  it('is cancelled no more once an operator asks for a drain', () => {
    const asked = receive(before, aRequest());
    expect(asked.cancelled).toEqual([]);
    expect(receive(asked, signal).lifecycleActions).toHaveLength(1);
  });
});

describe('a lifecycle action that a topic and EventBridge both tell of', () => {
  const byTopic = { ...signal, sentAt: startedAt + 500 };
  const byEventBridge = { ...signal, notificationTargetArn: undefined, sentAt: startedAt };
  const both = { ...signal, sentAt: startedAt };
  const before = newMemory(ec2InstanceId, startedAt);

  it.each([
    ['first by the topic', [byTopic, byEventBridge]],
    ['first by EventBridge', [byEventBridge, byTopic]],
  ])('is one, with what each of them knows: %s', (_, signals) => {
    expect(signals.reduce(receive, before).lifecycleActions.map((action) => action.signal)).toEqual([both]);
  });

  it('is observed anew when the topic says whose the hook is', () => {
    const over = { ...receive(before, byEventBridge), outcome: 'not-our-hook' as const };
    expect(receive(over, byTopic).outcome).toBeUndefined();
    expect(receive(over, byEventBridge)).toBe(over);
  });

  it('keeps the topic when EventBridge tells of its next token', () => {
    const next = { ...byEventBridge, lifecycleActionToken: 'next', sentAt: startedAt + 900 };
    const drain = aConfirmedMemory({ signal: byTopic });
    expect(receive(drain, next).lifecycleActions).toMatchObject([
      { signal: { lifecycleActionToken: 'next', notificationTargetArn: topicArn } },
    ]);
  });
});

describe('what EC2 announces', () => {
  it('changes nothing when it is said again', () => {
    const once = receive(newMemory(ec2InstanceId, startedAt), spot);
    expect(receive(once, { ...spot })).toBe(once);
    expect(receive(once, retirement).ec2Signals).toEqual([spot, retirement]);
  });

  it('is remembered in bounds, whoever says it how often', () => {
    const events = Array.from({ length: 100 }, (_, number): Ec2Signal => ({
      ...retirement,
      eventArn: `${number}`,
    }));
    expect(events.reduce(receive, newMemory(ec2InstanceId, startedAt)).ec2Signals).toHaveLength(10);
  });

  it.each(['drained', 'drained-without-hook', 'deadline-reached', 'already-leaving'] as const)(
    'is no news to a drain that ends as %s',
    (outcome) => {
      const over = { ...aMemory(), outcome };
      expect(receive(over, spot)).toBe(over);
    },
  );

  it('reopens a drain that was about to end', () => {
    expect(receive({ ...aMemory(), outcome: 'not-our-hook' }, spot).outcome).toBeUndefined();
  });

  it('sets no deadline by itself', () => {
    expect(receive(aMemory(), spot).signalDeadlineAt).toBeUndefined();
  });
});

it('a drain is known by what it was asked for', () => {
  expect(identitiesIn([spot, retirement].reduce(receive, aMemory()))).toEqual([
    'web/drain',
    signal.lifecycleActionToken,
    'ec2',
    'arn:of:an:event',
  ]);
  expect(identityOf(found)).toBe('web/drain');
  expect(identityOf({ kind: 'instance-state-change', ec2InstanceId })).toBe(identityOf(spot));
});
