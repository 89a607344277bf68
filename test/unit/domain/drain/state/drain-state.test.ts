import { newDrainState } from '../../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import { isInterruptionNotice } from '../../../../../src/domain/notice';
import {
  aHost,
  ofHook,
  aDrainState,
  aRequest,
  anAction,
  aTask,
  plan,
  notice,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

describe('signals', () => {
  it('the same message again changes nothing', () => {
    const state = plan().state;
    expect(applyNotice(state, { ...notice })).toBe(state);
  });

  it('another token for the same hook supersedes the one before', () => {
    const next = { ...notice, lifecycleActionToken: 'another' };
    expect(applyNotice(aDrainState(), next).lifecycleActions).toEqual([anAction({ notice: next })]);
  });

  it('one for another hook is cared for beside the first', () => {
    const other = { ...notice, lifecycleHookName: 'backup' };
    expect(applyNotice(aDrainState(), other).lifecycleActions).toEqual([
      anAction(),
      anAction({ notice: other }),
    ]);
  });

  it('one that was sent before the one that is known changes nothing', () => {
    const state = applyNotice(newDrainState(notice.ec2InstanceId, startedAt), {
      ...notice,
      sentAt: startedAt,
    });
    const late = { ...notice, lifecycleActionToken: 'older', sentAt: startedAt - 1 };
    expect(applyNotice(state, late)).toBe(state);
    const later = { ...notice, lifecycleActionToken: 'newer', sentAt: startedAt + 1 };
    expect(applyNotice(state, later).lifecycleActions).toMatchObject([{ notice: later }]);
  });

  it('of the deadlines that they set, the earliest rules', () => {
    const first = applyNotice(aDrainState(), aRequest({ deadlineAt: startedAt + 5000 }));
    expect(applyNotice(first, aRequest({ deadlineAt: startedAt + 9000 })).noticeDeadlineAt).toBe(
      startedAt + 5000,
    );
    expect(applyNotice(first, aRequest({ deadlineAt: startedAt + 1000 })).noticeDeadlineAt).toBe(
      startedAt + 1000,
    );
    expect(applyNotice(first, aRequest()).noticeDeadlineAt).toBe(startedAt + 5000);
  });

  it('one for another instance is not taken', () => {
    const state = aDrainState();
    expect(applyNotice(state, { ...notice, ec2InstanceId: 'i-00000000000000000' })).toBe(state);
  });

  it.each([
    undefined,
    null,
    'leaving',
    {},
    { ...notice, kind: 'spot' },
    { ...notice, lifecycleActionToken: '' },
    { ...notice, sentAt: 'yesterday' },
    { ...notice, kind: 'toString' },
    { ...aRequest(), by: '' },
    { ...aRequest(), afterwards: 'reboot' },
    { ...aRequest(), deadlineAt: NaN },
  ])('what is none is refused: %j', (value) => {
    expect(isInterruptionNotice(value)).toBe(false);
  });

  it('what is one is taken', () => {
    expect(isInterruptionNotice({ ...notice })).toBe(true);
    expect(isInterruptionNotice(aRequest({ deadlineAt: startedAt }))).toBe(true);
  });
});

describe('call errors', () => {
  it('of what is not asked with every observation stand until it is asked again, where they do not heal by themselves', () => {
    const denied = {
      ...transient,
      cause: 'permanent' as const,
      operation: 'ecs.GetTaskProtection' as const,
      code: 'AccessDeniedException',
    };
    const first = plan({ protections: unknown(denied), ...withTasks(aTask()) }, aDrainState(), startedAt);
    const later = plan({ protections: undefined, ...withTasks(aTask()) }, first.state, startedAt + 60_000);
    expect(later.status.conditions).toMatchObject([{ type: 'AccessDenied', since: startedAt }]);
    expect(plan({ protections: known([]) }, later.state, startedAt + 90_000).status.conditions).toEqual([]);
  });

  const blind = { tasks: unknown(transient) };

  it('keep the time since which they last', () => {
    const first = plan(blind, aDrainState(), startedAt);
    const second = plan(blind, first.state, startedAt + 60_000);
    expect(second.status.callErrors).toEqual([{ ...transient, since: startedAt }]);
  });

  it('of another kind begin anew', () => {
    const first = plan(blind, aDrainState(), startedAt);
    const other = { ...transient, code: 'AccessDeniedException' };
    const second = plan({ tasks: unknown(other) }, first.state, startedAt + 60_000);
    expect(second.status.callErrors).toEqual([{ ...other, since: startedAt + 60_000 }]);
  });

  it('of an action are gone when it is no longer due', () => {
    const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
    const failed = conclude(plan(active), { kind: 'failed', callError: transient }, startedAt);
    expect(failed.status.callErrors).toHaveLength(1);
    expect(plan(withTasks(aTask()), failed.state).status.callErrors).toEqual([]);
  });

  it('are gone with the first observation that sees', () => {
    const first = plan(blind, aDrainState(), startedAt);
    expect(plan({}, first.state, startedAt + 60_000).status.callErrors).toEqual([]);
  });

  it('are listed once an operation, whatever the number of parts that suffer', () => {
    const both = plan({ ...blind, containerInstance: unknown(transient) });
    expect(both.status.callErrors).toHaveLength(1);
  });
});

describe('what is counted', () => {
  it('is a heartbeat that was recorded, and no other', () => {
    expect(plan().state.heartbeats).toBe(0);
    expect(plan(ofHook({ heartbeat: { kind: 'recorded' } })).state.heartbeats).toBe(1);
  });
});
