import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../../src/domain/spec';
import { aConfirmedState, aHost, plan, startedAt, transient } from '../../../../support/observations';

const absent = { containerInstance: known(null), tasks: undefined };
const afterGrace = startedAt + 1000 + 20_000;

describe('locate: an instance in no cluster', () => {
  it('is completed after the second observation, not the first', () => {
    const first = plan(absent);
    expect(first).toMatchObject({ action: undefined, status: { phase: 'locate', reason: 'NotInCluster' } });

    const second = plan(absent, first.state, afterGrace);
    expect(second.action).toMatchObject({ kind: 'complete-lifecycle-action', outcome: 'not-in-cluster' });
  });

  it('is looked at again as soon as its absence may be believed', () => {
    const first = plan(absent, aConfirmedState());
    const second = plan(absent, first.state, afterGrace - 5_000);
    expect(second.nextObservationAt).toBe(afterGrace);
  });

  it('is not believed absent while any cluster does not answer', () => {
    const first = plan(absent);
    const second = plan({ containerInstance: unknown(transient), tasks: undefined }, first.state, afterGrace);
    expect(second).toMatchObject({ action: undefined, status: { reason: 'CannotSee' } });
  });

  it('is drained when it joins late', () => {
    const first = plan(absent);
    const joined = plan(
      { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined },
      first.state,
      afterGrace,
    );
    expect(joined.action?.kind).toBe('set-draining');
    expect(joined.state.host.kind).toBe('registered');
  });

  it('counts as absent when it was deregistered', () => {
    const first = plan({ containerInstance: known(aHost({ status: 'INACTIVE' })), tasks: undefined });
    expect(first).toMatchObject({ action: undefined, status: { reason: 'NotInCluster' } });
  });

  it.each([1, 60])('waits for the grace that the spec sets: %d s', (absenceGraceSeconds) => {
    const spec = { ...defaultSpec, absenceGraceSeconds };
    const first = plan(absent, aConfirmedState(), startedAt, spec);
    const graceEndsAt = startedAt + absenceGraceSeconds * 1000;
    expect(plan(absent, first.state, graceEndsAt - 1, spec).action).toBeUndefined();
    expect(plan(absent, first.state, graceEndsAt, spec).action).toBeDefined();
  });
});
