import { known, unknown } from '../../../../src/reconcile/observation';
import { aMemory, anInstance, plan, signal, startedAt, topicArn, transient } from '../../../support/looks';

const later = startedAt + 60_000;
const hook = (notificationTargetArn: string) =>
  known({
    name: 'drain',
    heartbeatTimeoutSeconds: 3600,
    globalTimeoutSeconds: 172_800,
    notificationTargetArn,
  });

describe('confirm: nothing is touched that nobody wants gone', () => {
  it.each(['InService', 'Pending:Wait', 'Standby', 'Detaching', 'Warmed:Stopped', 'SomethingNew'])(
    'waits, then ends, when Auto Scaling says %s',
    (lifecycleState) => {
      const first = plan({ autoScalingInstance: known(anInstance(lifecycleState)) });
      expect(first).toMatchObject({
        action: undefined,
        status: { phase: 'confirm', reason: 'NotTerminating' },
      });

      const second = plan({ autoScalingInstance: known(anInstance(lifecycleState)) }, first.memory, later);
      expect(second).toMatchObject({ action: undefined, memory: { outcome: 'not-terminating' } });
    },
  );

  it('acts when the doubt was only a stale read', () => {
    const first = plan({ autoScalingInstance: known(anInstance('InService')) });
    expect(plan({}, first.memory, later).action?.kind).toBe('complete-lifecycle-action');
  });

  it.each(['Terminating:Wait', 'Warmed:Terminating:Wait'])(
    'goes on when Auto Scaling says %s',
    (lifecycleState) => {
      expect(plan({ autoScalingInstance: known(anInstance(lifecycleState)) }).action).toBeDefined();
    },
  );

  it('waits for an instance that has not reached its hook, however long', () => {
    const first = plan({ autoScalingInstance: known(anInstance('Terminating')) });
    const second = plan({ autoScalingInstance: known(anInstance('Terminating')) }, first.memory, later);
    expect(second).toMatchObject({ action: undefined, status: { reason: 'NotYetWaiting' } });
    expect(second.lookAgainAt).toBeGreaterThan(later);
  });

  it.each([
    ['Terminating:Proceed', 'already-leaving'],
    ['Terminated', 'already-leaving'],
    ['Terminating:Retained', 'retained'],
  ])('ends when Auto Scaling says %s', (lifecycleState, outcome) => {
    expect(plan({ autoScalingInstance: known(anInstance(lifecycleState)) }).memory.outcome).toBe(outcome);
  });

  it('believes that an instance is gone only at the second look, after the grace', () => {
    const first = plan({ autoScalingInstance: known(null) });
    expect(first).toMatchObject({
      lookAgainAt: first.memory.startedAt + 1000 + 10_000,
      memory: { outcome: undefined },
    });
    expect(plan({ autoScalingInstance: known(null) }, first.memory, later).memory.outcome).toBe(
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
    const confirmed = plan().memory;
    expect(plan({ autoScalingInstance: unknown(transient) }, confirmed, later).action).toBeDefined();
  });

  it('ends when it was started without a signal', () => {
    expect(plan({}, aMemory({ signal: undefined })).memory.outcome).toBe('nothing-asked');
  });
});

describe('confirm: only our hook is ever completed', () => {
  it('ends when the hook notifies somebody else', () => {
    expect(plan({ lifecycleHook: hook('arn:aws:sns:eu-central-1:123456789012:other') })).toMatchObject({
      action: undefined,
      memory: { outcome: 'not-our-hook' },
    });
  });

  it('takes a hook that configuration names, whomever it notifies', () => {
    const memory = aMemory();
    const look = plan({ lifecycleHook: hook(topicArn) }, memory);
    expect(look.action).toBeDefined();
  });

  it.each([
    ['could not be read', unknown(transient)],
    ['is no longer there', known(null)],
  ])('waits when the hook %s', (_, lifecycleHook) => {
    expect(plan({ lifecycleHook })).toMatchObject({ action: undefined, status: { reason: 'HookNotSeen' } });
  });
});

describe('confirm: a stale token', () => {
  const ended = { heartbeat: { kind: 'no-active-action' as const } };

  it('is given up for the instance id while the instance still waits, at once', () => {
    const busy = plan(ended, aMemory(), startedAt);
    expect(busy.memory.tokenIsStale).toBe(true);
    expect(busy.action).toMatchObject({ lifecycleAction: { lifecycleActionToken: undefined } });
  });

  it('ends the drain when the instance has left the wait', () => {
    const after = plan({ ...ended, autoScalingInstance: known(anInstance('Terminating:Proceed')) });
    expect(after.memory.outcome).toBe('already-leaving');
  });

  it('ends the drain when AWS knows no action by any name for a while, as when somebody else completed it', () => {
    const byInstance = plan(ended, aMemory({ tokenIsStale: true }), startedAt);
    expect(byInstance).toMatchObject({ action: undefined, status: { reason: 'NoActiveAction' } });
    expect(plan(ended, byInstance.memory, later).memory.outcome).toBe('completed-elsewhere');
  });

  it('is replaced by the token of a later message', () => {
    const stale = aMemory({ tokenIsStale: true, noActiveActionSince: startedAt });
    expect(stale.signal).toEqual(signal);
    expect(plan({}, stale, later).memory.outcome).toBe('completed-elsewhere');
  });
});
