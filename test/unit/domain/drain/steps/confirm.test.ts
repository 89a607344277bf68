import { conclude } from '../../../../../src/domain/drain/reconcile';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aHookObservation,
  aDrainState,
  anAction,
  anInstance,
  aTask,
  ofHook,
  plan,
  notice,
  startedAt,
  transient,
  withTasks,
  aReadHook,
} from '../../../../support/observations';
import { outcomeOf } from '../../../../../src/domain/drain/state/progress';
import { nextLifecycle } from '../../../../../src/domain/drain/state/lifecycle';

const later = startedAt + 60_000;

describe('confirm: nothing is touched that nobody wants gone', () => {
  it.each(['InService', 'Pending:Wait', 'Standby', 'Detaching', 'Warmed:Stopped', 'SomethingNew'])(
    'waits, then ends, when Auto Scaling says %s',
    (lifecycleState) => {
      const first = plan({ autoScalingInstance: known(anInstance(lifecycleState)) });
      expect(first).toMatchObject({
        action: undefined,
        status: { phase: 'confirm', reason: 'NotTerminating' },
      });

      const second = plan({ autoScalingInstance: known(anInstance(lifecycleState)) }, first.state, later);
      expect(second).toMatchObject({
        action: undefined,
        state: { progress: { outcome: 'not-terminating' } },
      });
    },
  );

  it('acts when the other stage was only a late answer', () => {
    const first = plan({ autoScalingInstance: known(anInstance('InService')) });
    expect(plan({}, first.state, later).action?.kind).toBe('complete-lifecycle-action');
  });

  it.each(['Terminating:Wait', 'Warmed:Terminating:Wait'])(
    'goes on when Auto Scaling says %s',
    (lifecycleState) => {
      expect(plan({ autoScalingInstance: known(anInstance(lifecycleState)) }).action).toBeDefined();
    },
  );

  it('waits for an instance that has not reached its hook, however long', () => {
    const first = plan({ autoScalingInstance: known(anInstance('Terminating')) });
    const second = plan({ autoScalingInstance: known(anInstance('Terminating')) }, first.state, later);
    expect(second).toMatchObject({ action: undefined, status: { reason: 'NotYetWaiting' } });
    expect(second.nextObservationAt).toBeGreaterThan(later);
  });

  it.each([
    ['Terminating:Proceed', 'already-leaving'],
    ['Terminated', 'already-leaving'],
    ['Terminating:Retained', 'retained'],
  ])('ends when Auto Scaling says %s', (lifecycleState, outcome) => {
    expect(outcomeOf(plan({ autoScalingInstance: known(anInstance(lifecycleState)) }).state)).toBe(outcome);
  });

  it('believes that an instance is gone only at the second observation, after the grace', () => {
    const first = plan({ autoScalingInstance: known(null) });
    expect(first).toMatchObject({
      nextObservationAt: first.state.startedAt + 1000 + 10_000,
      state: { progress: { kind: 'running' } },
    });
    expect(outcomeOf(plan({ autoScalingInstance: known(null) }, first.state, later).state)).toBe(
      'instance-gone',
    );
  });

  it('touches nothing while Auto Scaling has never answered', () => {
    expect(plan({ autoScalingInstance: unknown(transient) })).toMatchObject({
      action: undefined,
      status: { phase: 'confirm', reason: 'CannotSee' },
    });
  });

  it('goes on when Auto Scaling stops answering after it has confirmed', () => {
    const confirmed = plan().state;
    expect(plan({ autoScalingInstance: unknown(transient) }, confirmed, later).action).toBeDefined();
  });

  it('does not add up doubts of different kinds', () => {
    const onItsWay = plan({ autoScalingInstance: known(anInstance('Terminating')) });
    const stale = plan({ autoScalingInstance: known(anInstance('InService')) }, onItsWay.state, later);
    expect(stale).toMatchObject({
      status: { reason: 'NotTerminating' },
      state: { progress: { kind: 'running' } },
    });
  });

  it('ends when it was started without a signal', () => {
    expect(outcomeOf(plan({}, aDrainState({ lifecycleActions: [] })).state)).toBe('nothing-asked');
  });
});

const theirs = aHook({ notificationTargetArn: 'arn:aws:sns:eu-central-1:123456789012:other' });

describe('confirm: only our hook is ever completed', () => {
  it('ends when the hook notifies somebody else', () => {
    expect(plan(ofHook({ lifecycleHook: known(theirs) }))).toMatchObject({
      action: undefined,
      state: { progress: { outcome: 'not-our-hook' } },
    });
  });

  it('takes a hook that configuration names, whomever it notifies', () => {
    const named = { ...defaultSpec, lifecycleHooks: ['drain'] };
    const { action } = plan(ofHook({ lifecycleHook: known(theirs) }), aDrainState(), startedAt, named);
    expect(action?.kind).toBe('complete-lifecycle-action');
  });

  it('ends when the instance is in another group than the message says', () => {
    const elsewhere = known({ ...anInstance(), autoScalingGroupName: 'batch' });
    expect(plan({ autoScalingInstance: elsewhere })).toMatchObject({
      state: { progress: { outcome: 'not-our-hook' } },
    });
  });

  it('leaves the hook alone while the group is not known again', () => {
    const elsewhere = plan({
      autoScalingInstance: known({ ...anInstance(), autoScalingGroupName: 'batch' }),
    });
    expect(plan({ autoScalingInstance: known(null) }, elsewhere.state).state.groupOfInstance).toBe('batch');
  });

  it('keeps a hook that is ours when its topic is replaced in mid-drain', () => {
    const draining = plan(withTasks(aTask()));
    const replaced = plan(
      { ...withTasks(aTask()), ...ofHook({ lifecycleHook: known(theirs) }) },
      draining.state,
      later,
    );
    expect(replaced).toMatchObject({
      status: { phase: 'wait-for-tasks' },
      state: { progress: { kind: 'running' } },
    });
  });

  it.each([
    ['could not be read', unknown(transient)],
    ['is no longer there', known(null)],
  ])('waits when the hook %s', (_, lifecycleHook) => {
    expect(plan(ofHook({ lifecycleHook }))).toMatchObject({
      action: undefined,
      status: { reason: 'HookNotSeen' },
    });
  });
});

describe('confirm: a message about another hook', () => {
  const other = { ...notice, lifecycleHookName: 'backup', lifecycleActionToken: 'another' };
  const bothHooks = (second = theirs) => ({
    lifecycleHooks: [
      aHookObservation(),
      aHookObservation({ lifecycleHookName: 'backup', lifecycleHook: known({ ...second, name: 'backup' }) }),
    ],
  });

  it('that is not ours changes nothing in a drain that goes on', () => {
    const draining = plan(withTasks(aTask())).state;
    const told = plan({ ...withTasks(aTask()), ...bothHooks() }, applyNotice(draining, other), later);
    expect(told).toMatchObject({
      status: { phase: 'wait-for-tasks' },
      state: { progress: { kind: 'running' } },
    });
  });

  it('that is ours too has both completed, one after the other', () => {
    const seen = bothHooks(aHook());
    const first = plan(seen, applyNotice(aDrainState(), other));
    expect(first.action).toMatchObject({ lifecycleAction: { lifecycleHookName: 'drain' } });
    const second = plan(seen, conclude(first, { kind: 'done' }, later).state, later);
    expect(second.action).toMatchObject({ lifecycleAction: { lifecycleHookName: 'backup' } });
    expect(outcomeOf(conclude(second, { kind: 'done' }, later).state)).toBe('drained');
  });

  it('that could not be read yet is waited for, when ours is completed', () => {
    const unread = {
      lifecycleHooks: [
        aHookObservation(),
        aHookObservation({ lifecycleHookName: 'backup', lifecycleHook: unknown(transient) }),
      ],
    };
    const first = plan(unread, applyNotice(aDrainState(), other));
    const completed = conclude(first, { kind: 'done' }, later);
    expect(outcomeOf(completed.state)).toBeUndefined();
    expect(plan(unread, completed.state, later).status.reason).toBe('HookNotSeen');
  });

  it("that is another's does not keep the drain from ending", () => {
    const first = plan(bothHooks(), applyNotice(aDrainState(), other));
    expect(outcomeOf(conclude(first, { kind: 'done' }, later).state)).toBe('drained');
  });

  it('of another group is another hook, whatever its name', () => {
    const elsewhere = { ...notice, autoScalingGroupName: 'batch' };
    expect(applyNotice(aDrainState(), elsewhere).lifecycleActions).toHaveLength(2);
  });

  it('is completed when the first is refused by any name', () => {
    const refused = anAction({
      isOurs: true,
      hook: aReadHook(),
      tokenIsStale: true,
      noActiveActionSince: startedAt,
    });
    const fine = anAction({ isOurs: true, hook: aReadHook(), notice: other });
    const both = plan(
      bothHooks(aHook()),
      aConfirmedState({}, { lifecycleActions: [refused, fine] }),
      startedAt + 1000,
    );
    expect(both.status.phase).toBe('complete');
  });

  it('reopens a drain that has just come to its end', () => {
    const ended = conclude(plan(), { kind: 'done' }, later).state;
    expect(outcomeOf(ended)).toBe('drained');
    expect(outcomeOf(applyNotice(ended, notice))).toBe('drained');
    // What was completed stays so, whatever becomes of the other hook.
    expect(applyNotice(ended, other)).toMatchObject({
      progress: { kind: 'running' },
      completionSent: 'drained',
    });
  });
});

describe('confirm: a stale token', () => {
  const ended = ofHook({ heartbeat: { kind: 'no-active-action' } });
  const stale = (since?: number) => aConfirmedState({ tokenIsStale: true, noActiveActionSince: since });

  it('is given up for the instance id while the instance still waits, at once', () => {
    const busy = plan(ended, aDrainState(), startedAt);
    expect(busy.action).toMatchObject({ lifecycleAction: { lifecycleActionToken: undefined } });
  });

  it('ends the drain when the instance has left the wait', () => {
    const after = plan({ ...ended, autoScalingInstance: known(anInstance('Terminating:Proceed')) });
    expect(outcomeOf(after.state)).toBe('already-leaving');
  });

  it('ends the drain when AWS says twice, a grace apart, that there is no action by any name', () => {
    const first = plan(ended, stale(), startedAt);
    expect(first).toMatchObject({ action: undefined, status: { reason: 'NoActiveAction' } });
    const unheard = plan(
      ofHook({ heartbeat: { kind: 'unknown', callError: transient } }),
      first.state,
      later,
    );
    expect(outcomeOf(unheard.state)).toBeUndefined();
    expect(outcomeOf(plan(ended, first.state, later).state)).toBe('completed-elsewhere');
  });

  it('is forgiven when a heartbeat is recorded after all', () => {
    const heard = plan(ofHook({ heartbeat: { kind: 'recorded' } }), stale(startedAt), later);
    expect(heard.state.lifecycleActions).toMatchObject([{ noActiveActionSince: undefined }]);
  });

  it('is replaced by the token of a later message, and what was not confirmed is seen anew', () => {
    const lifecycle = nextLifecycle({ kind: 'waiting' }, 'staying', startedAt);
    const next = { ...notice, lifecycleActionToken: 'next' };
    const after = applyNotice({ ...stale(startedAt), lifecycle }, next);
    expect(after.lifecycleActions).toEqual([anAction({ notice: next })]);
    expect(after.lifecycle).toEqual({ kind: 'not-seen' });
  });
});
