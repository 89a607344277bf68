import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { reconcile } from '../../../../../src/domain/drain/reconcile';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aResult,
  aDrainState,
  anInstance,
  aRequest,
  startedAt,
  transient,
  aRegistration,
} from '../../../../support/observations';

const drainOf = (group: string, groups: readonly string[], state = aConfirmedState()) => {
  const autoScalingInstance = known({ ...anInstance(), autoScalingGroupName: group });
  return reconcile(aResult({ autoScalingInstance }, { ...defaultSpec, groups }), state, startedAt);
};

describe('with an allow-list of groups', () => {
  it.each([
    ['web', ['web'], true],
    ['web', ['batch', 'we*'], true],
    ['web', [], true],
    ['web', ['batch'], false],
    ['web', ['we'], false],
  ])('an instance of group %s, where %j are allowed, is drained: %s', (group, groups, isDrained) => {
    const { action, status } = drainOf(group, groups);
    expect(action !== undefined).toBe(isDrained);
    expect(status.outcome).toBe(isDrained ? undefined : 'group-not-allowed');
  });

  it('also what an operator asks for stays within it', () => {
    const asked = aDrainState({ operatorRequest: aRequest() });
    expect(drainOf('web', ['batch'], asked).status.outcome).toBe('group-not-allowed');
  });

  it('an instance whose group is not known yet is left alone, whoever asks', () => {
    const asked = aDrainState({ operatorRequest: aRequest() });
    const unseen = aResult({ autoScalingInstance: unknown(transient) }, { ...defaultSpec, groups: ['web'] });
    const { action, status } = reconcile(unseen, asked, startedAt);
    expect(action).toBeUndefined();
    expect(status).toMatchObject({ phase: 'confirm', reason: 'CannotSee' });
  });

  it('what was begun is finished, also when the group is taken from the list', () => {
    const begun = aConfirmedState(
      {},
      { host: aRegistration({ drainingRequest: { acceptedAt: undefined } }) },
    );
    const { action, state } = drainOf('web', ['batch'], begun);
    expect(action).toMatchObject({ kind: 'complete-lifecycle-action' });
    expect(nextObservation(state, startedAt + 3_600_000).lifecycleHooks).toMatchObject([{ heartbeat: true }]);
  });

  it('no hook of another group is kept alive, also while Auto Scaling does not answer', () => {
    const state = aConfirmedState({}, { spec: { ...defaultSpec, groups: ['batch'] } });
    expect(nextObservation(state, startedAt + 3_600_000).lifecycleHooks).toMatchObject([
      { heartbeat: false },
    ]);
  });
});
