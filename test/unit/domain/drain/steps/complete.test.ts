import { known } from '../../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import {
  aDrainState,
  anInstance,
  plan,
  notice,
  startedAt,
  transient,
} from '../../../../support/observations';
import { outcomeOf } from '../../../../../src/domain/drain/state/progress';

const now = startedAt + 5000;

describe('complete: takes effect at most once, and always happens', () => {
  it("sends CONTINUE with the message's own token, hook and group", () => {
    expect(plan().action).toEqual({
      kind: 'complete-lifecycle-action',
      result: 'CONTINUE',
      outcome: 'drained',
      lifecycleAction: {
        autoScalingGroupName: notice.autoScalingGroupName,
        lifecycleHookName: notice.lifecycleHookName,
        lifecycleActionToken: notice.lifecycleActionToken,
        ec2InstanceId: notice.ec2InstanceId,
      },
    });
  });

  it('ends the drain when AWS took it', () => {
    const ended = conclude(plan(), { kind: 'done' }, now);
    expect(ended).toMatchObject({
      nextObservationAt: undefined,
      state: { progress: { outcome: 'drained' } },
      status: { phase: 'ended' },
    });
  });

  it('observes again at once when AWS knows no action by the token, and then names the instance', () => {
    const refused = conclude(plan(), { kind: 'no-active-action' }, now);
    expect(refused.nextObservationAt).toBe(now);
    expect(plan({}, refused.state, now).action).toMatchObject({
      lifecycleAction: { lifecycleActionToken: undefined },
    });
  });

  it('counts as drained when an earlier try took effect and its answer was lost', () => {
    const refused = conclude(plan(), { kind: 'no-active-action' }, now);
    const left = plan({ autoScalingInstance: known(anInstance('Terminating:Proceed')) }, refused.state, now);
    expect(outcomeOf(left.state)).toBe('drained');
    expect(outcomeOf(plan({ autoScalingInstance: known(null) }, refused.state, now).state)).toBe('drained');
  });

  it('counts as drained when its own answer was lost', () => {
    const lost = conclude(plan(), { kind: 'failed', callError: transient }, now);
    const left = plan({ autoScalingInstance: known(anInstance('Terminating:Proceed')) }, lost.state, now);
    expect(outcomeOf(left.state)).toBe('drained');
  });

  it('does not count as drained when it was refused and somebody else let the instance go', () => {
    const refused = conclude(
      plan(),
      { kind: 'failed', callError: { ...transient, cause: 'permanent' } },
      now,
    );
    const left = plan({ autoScalingInstance: known(anInstance('Terminating:Proceed')) }, refused.state, now);
    expect(outcomeOf(left.state)).toBe('already-leaving');
  });

  it('is tried again after a failure, for ever', () => {
    let state = aDrainState();
    for (let hour = 1; hour <= 48; hour += 1) {
      const again = plan({}, state, startedAt + hour * 3_600_000);
      expect(again.action?.kind).toBe('complete-lifecycle-action');
      state = conclude(again, { kind: 'failed', callError: transient }, startedAt + hour * 3_600_000).state;
      expect(outcomeOf(state)).toBeUndefined();
    }
  });
});
