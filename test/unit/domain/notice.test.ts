import { isEc2InstanceId, isInterruptionNotice } from '../../../src/domain/notice';
import { aRequest, notice, startedAt } from '../../support/observations';

describe('a signal is understood', () => {
  it.each<[string, object, boolean]>([
    ['a message', notice, true],
    ['a message that says when it was sent', { ...notice, sentAt: startedAt }, true],
    ['a request', aRequest(), true],
    ['a request to return', aRequest({ afterwards: 'return-to-active' }), true],
    ['a request with a deadline', aRequest({ deadlineAt: startedAt }), true],
    ['of no kind', { ...notice, kind: undefined }, false],
    ['of a kind that every object has', { ...notice, kind: 'toString' }, false],
    ['of another instance', { ...notice, ec2InstanceId: 'x' }, false],
    ['without a group', { ...notice, autoScalingGroupName: undefined }, false],
    ['without a hook', { ...notice, lifecycleHookName: '' }, false],
    ['without a token', { ...notice, lifecycleActionToken: 7 }, false],
    ['that came by EventBridge', { ...notice, notificationTargetArn: undefined }, true],
    ['with a target that is none', { ...notice, notificationTargetArn: 7 }, false],
    ['sent at no time', { ...notice, sentAt: 'now' }, false],
    ['from nobody', { ...aRequest(), by: undefined }, false],
    ['for no reason', { ...aRequest(), reason: undefined }, false],
    ['with a deadline that is none', { ...aRequest(), deadlineAt: 'soon' }, false],
    ['with a wish for afterwards that nobody knows', { ...aRequest(), afterwards: 'x' }, false],
  ])('%s', (_, value, is) => {
    expect(isInterruptionNotice(value)).toBe(is);
  });

  it.each([null, undefined, 'text', 7])('%s is none', (value) => {
    expect(isInterruptionNotice(value)).toBe(false);
  });
});

it.each([
  ['i-0123456789abcdef0', true],
  ['i-01234567', true],
  ['i-0123456', false],
  ['i-0123456789abcdef01', false],
  ['xi-0123456789abcdef0', false],
  ['i-0123456789ABCDEF0', false],
  [['i-0123456789abcdef0'], false],
])('%j is an instance: %s', (value, is) => {
  expect(isEc2InstanceId(value)).toBe(is);
});
