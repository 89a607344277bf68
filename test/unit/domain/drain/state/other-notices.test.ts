import { newDrainState } from '../../../../../src/domain/drain/state/drain-state';
import { identitiesIn, applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import {
  identityOf,
  type Ec2Notice,
  type FoundWaiting,
  type InterruptionNotice,
  type ScheduledChange,
} from '../../../../../src/domain/notice';
import {
  aConfirmedState,
  aDrainState,
  aRequest,
  ec2InstanceId,
  notice,
  startedAt,
  topicArn,
  aReadHook,
} from '../../../../support/observations';
import { ended } from '../../../../../src/domain/drain/state/progress';

const found: FoundWaiting = {
  kind: 'found-waiting',
  ec2InstanceId,
  autoScalingGroupName: notice.autoScalingGroupName,
  lifecycleHookName: notice.lifecycleHookName,
};
const spot: Ec2Notice = { kind: 'spot-interruption', ec2InstanceId };
const retirement: ScheduledChange = { kind: 'scheduled-change', ec2InstanceId, eventArn: 'arn:of:an:event' };

describe('what the sweep found', () => {
  it('is a lifecycle action without a token, addressed by the instance', () => {
    const { lifecycleActions } = applyNotice(newDrainState(ec2InstanceId, startedAt), found);
    expect(lifecycleActions).toMatchObject([{ notice: found, tokenIsStale: true, ended: undefined }]);
  });

  it('tells nothing to a drain that knows of the hook', () => {
    const before = aDrainState();
    expect(applyNotice(before, found)).toBe(before);
  });

  it('opens the hook again of which the drain had known the end', () => {
    const ended = aConfirmedState({ ended: { at: undefined }, hook: aReadHook() });
    expect(applyNotice(ended, found).lifecycleActions).toMatchObject([{ notice: found, ended: undefined }]);
  });

  it('gets the token when the message comes after all, and keeps what is known of the hook', () => {
    const drain = aConfirmedState({ notice: found, tokenIsStale: true, hook: aReadHook() });
    expect(applyNotice(drain, notice).lifecycleActions).toMatchObject([
      { notice: { lifecycleActionToken: notice.lifecycleActionToken }, tokenIsStale: false, isOurs: true },
    ]);
  });
});

describe('what was cancelled before this drain began', () => {
  const hook = `${notice.autoScalingGroupName}/${notice.lifecycleHookName}`;
  const before = newDrainState(ec2InstanceId, startedAt, [hook, 'ec2', retirement.eventArn]);

  it.each<[string, InterruptionNotice]>([
    ['a hook, by its message', notice],
    ['a hook, by another token', { ...notice, lifecycleActionToken: 'another' }],
    ['a hook that a sweep found', found],
    ['what EC2 does', spot],
    ['a scheduled change', retirement],
  ])('tells nothing: %s', (_, told) => {
    expect(applyNotice(before, told)).toBe(before);
  });

  it('tells nothing by its token alone, which another hook does not have', () => {
    const byToken = newDrainState(ec2InstanceId, startedAt, [notice.lifecycleActionToken]);
    expect(applyNotice(byToken, notice)).toBe(byToken);
    expect(applyNotice(byToken, found).lifecycleActions).toHaveLength(1);
  });

  it('does not hide another hook', () => {
    const other = { ...notice, lifecycleHookName: 'another' };
    expect(applyNotice(before, other).lifecycleActions).toHaveLength(1);
  });

  it('is cancelled no more once an operator asks for a drain', () => {
    const asked = applyNotice(before, aRequest());
    expect(asked.cancelled).toEqual([]);
    expect(applyNotice(asked, notice).lifecycleActions).toHaveLength(1);
  });
});

describe('a lifecycle action that a topic and EventBridge both tell of', () => {
  const byTopic = { ...notice, sentAt: startedAt + 500 };
  const byEventBridge = { ...notice, notificationTargetArn: undefined, sentAt: startedAt };
  const both = { ...notice, sentAt: startedAt };
  const before = newDrainState(ec2InstanceId, startedAt);

  it.each([
    ['first by the topic', [byTopic, byEventBridge]],
    ['first by EventBridge', [byEventBridge, byTopic]],
  ])('is one, with what each of them knows: %s', (_, signals) => {
    expect(signals.reduce(applyNotice, before).lifecycleActions.map((action) => action.notice)).toEqual([
      both,
    ]);
  });

  it('is observed anew when the topic says whose the hook is', () => {
    const over = {
      ...applyNotice(before, byEventBridge),
      progress: ended({ kind: 'running' }, 'not-our-hook', startedAt),
    };
    expect(applyNotice(over, byTopic).progress).toEqual({ kind: 'running' });
    expect(applyNotice(over, byEventBridge)).toBe(over);
  });

  it('keeps the topic when EventBridge tells of its next token', () => {
    const next = { ...byEventBridge, lifecycleActionToken: 'next', sentAt: startedAt + 900 };
    const drain = aConfirmedState({ notice: byTopic });
    expect(applyNotice(drain, next).lifecycleActions).toMatchObject([
      { notice: { lifecycleActionToken: 'next', notificationTargetArn: topicArn } },
    ]);
  });
});

describe('what EC2 announces', () => {
  it('changes nothing when it is said again', () => {
    const once = applyNotice(newDrainState(ec2InstanceId, startedAt), spot);
    expect(applyNotice(once, { ...spot })).toBe(once);
    expect(applyNotice(once, retirement).ec2Notices).toEqual([spot, retirement]);
  });

  it('is remembered in bounds, whoever says it how often', () => {
    const events = Array.from({ length: 100 }, (_, number): Ec2Notice => ({
      ...retirement,
      eventArn: `${number}`,
    }));
    expect(events.reduce(applyNotice, newDrainState(ec2InstanceId, startedAt)).ec2Notices).toHaveLength(10);
  });

  it.each(['drained', 'drained-without-hook', 'deadline-reached', 'already-leaving'] as const)(
    'is no news to a drain that ends as %s',
    (outcome) => {
      const over = { ...aDrainState(), progress: ended({ kind: 'running' }, outcome, startedAt) };
      expect(applyNotice(over, spot)).toBe(over);
    },
  );

  it('reopens a drain that was about to end', () => {
    const over = { ...aDrainState(), progress: ended({ kind: 'running' }, 'not-our-hook', startedAt) };
    expect(applyNotice(over, spot).progress).toEqual({ kind: 'running' });
  });

  it('sets no deadline by itself', () => {
    expect(applyNotice(aDrainState(), spot).noticeDeadlineAt).toBeUndefined();
  });
});

it('a drain is known by what it was asked for', () => {
  expect(identitiesIn([spot, retirement].reduce(applyNotice, aDrainState()))).toEqual([
    'web/drain',
    notice.lifecycleActionToken,
    'ec2',
    'arn:of:an:event',
  ]);
  expect(identityOf(found)).toBe('web/drain');
  expect(identityOf({ kind: 'instance-state-change', ec2InstanceId })).toBe(identityOf(spot));
});
