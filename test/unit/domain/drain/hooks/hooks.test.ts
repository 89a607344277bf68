import { globalTimeoutAt, completedHooks } from '../../../../../src/domain/drain/hooks/hooks';
import { known } from '../../../../../src/domain/drain/observation/observation';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import type { TerminateLifecycleAction } from '../../../../../src/domain/notice';
import { aHook, ec2InstanceId, ofHook, plan, notice, startedAt } from '../../../../support/observations';

const hour = 3_600_000;
const askedFor = {
  kind: 'operator-request',
  ec2InstanceId,
  by: 'a',
  reason: 'b',
  afterwards: 'stay-draining',
} as const;

/** An operator has asked for the drain; days later Auto Scaling terminates the instance. */
function terminatedAt(at: number, message: TerminateLifecycleAction): DrainState {
  const requested = applyNotice(newDrainState(ec2InstanceId, startedAt), askedFor);
  return plan(ofHook({ lifecycleHook: known(aHook()) }), applyNotice(requested, message), at).state;
}

describe('the global timeout of a hook', () => {
  it.each([
    ['from when its message was sent', { ...notice, sentAt: startedAt + 49 * hour }, 49],
    ['from the first observation that asks for it, where the message does not say', notice, 50],
    ['not from the start of a drain that began before', { ...notice, sentAt: startedAt + 50 * hour }, 50],
  ])('counts %s', (_, message, hours) => {
    const state = terminatedAt(startedAt + 50 * hour, message);
    const [action] = state.lifecycleActions;
    expect(action && globalTimeoutAt(action, state)).toBe(startedAt + (hours + 48) * hour);
  });

  it('is not moved out by another message that does not say', () => {
    const at = startedAt + hour;
    const first = plan(
      ofHook({}),
      applyNotice(newDrainState(ec2InstanceId, startedAt), notice),
      startedAt,
    ).state;
    const old = { ...notice, lifecycleActionToken: 'b0c1d2e3-0000-4000-8000-000000000002' };
    const { state } = plan(ofHook({}), applyNotice(first, old), at);
    expect(state.lifecycleActions.map((action) => globalTimeoutAt(action, state))).toEqual([
      startedAt + 48 * hour,
    ]);
  });

  it('of a hook that is new ends no drain that began long before', () => {
    const at = startedAt + 50 * hour;
    expect(plan({}, terminatedAt(at, notice), at + 1000).status.phase).not.toBe('deadline');
  });
});

it('the hooks that a drain has completed are those whose lifecycle actions are over', () => {
  const state = applyNotice(applyNotice(newDrainState(ec2InstanceId, startedAt), notice), {
    ...notice,
    lifecycleHookName: 'late',
  });
  const [first, ...others] = state.lifecycleActions;
  const lifecycleActions = first ? [{ ...first, ended: { at: undefined } }, ...others] : [];
  expect(completedHooks(state)).toEqual([]);
  expect(completedHooks({ ...state, lifecycleActions })).toEqual([
    `${notice.autoScalingGroupName}/${notice.lifecycleHookName}`,
  ]);
});
