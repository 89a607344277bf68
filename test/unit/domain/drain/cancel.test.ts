import { planAfterCancel } from '../../../../src/domain/drain/cancel';
import { lastPlannedObservation } from '../../../../src/domain/drain/observation/observation-request';
import type { DrainState } from '../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../src/domain/drain/state/apply-notice';
import { known, unknown, type Observation } from '../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  aResult,
  anInstance,
  aRequest,
  aTask,
  clusterArn,
  containerInstanceArn,
  plan,
  startedAt,
  transient,
  withTasks,
} from '../../../support/observations';
import { newDrainState } from '../../../../src/domain/drain/state/drain-state';
import { outcomeOf } from '../../../../src/domain/drain/state/progress';
import { withRegistration } from '../../../../src/domain/drain/state/host';

const now = startedAt + 60_000;
const inService = { autoScalingInstance: known(anInstance('InService')) };
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
const cancelled = (seen: Partial<Observation>, state: DrainState, onCancel: 'leave' | 'continue' = 'leave') =>
  planAfterCancel(aResult(seen, { ...defaultSpec, onCancel }, now), state, now);

/** A drain of an instance that nobody terminates, which has set DRAINING. */
const manual = plan(
  { ...inService, ...active },
  applyNotice(newDrainState('i-0123456789abcdef0', startedAt), aRequest()),
).state;

describe('a cancelled drain', () => {
  it('leaves the lifecycle action to its own time-out, and says when and with what that ends', () => {
    const { action, state, status } = cancelled(withTasks(aTask()), aConfirmedState());
    expect(action).toBeUndefined();
    expect(outcomeOf(state)).toBe('cancelled');
    expect(status).toMatchObject({
      phase: 'cancelled',
      hookExpiresAt: startedAt + 3_600_000,
      hookDefaultResult: 'ABANDON',
    });
  });

  it('completes it where the spec says so', () => {
    expect(cancelled(withTasks(aTask()), aConfirmedState(), 'continue').action).toMatchObject({
      kind: 'complete-lifecycle-action',
      result: 'CONTINUE',
    });
  });

  it('sets an instance that nobody terminates back to ACTIVE', () => {
    expect(cancelled({ ...inService, ...withTasks(aTask()) }, manual).action).toEqual({
      kind: 'set-active',
      clusterArn,
      containerInstanceArn,
    });
  });

  it.each<[string, Partial<Observation>, DrainState]>([
    [
      'that somebody else has set to DRAINING',
      { ...inService, ...withTasks(aTask()) },
      withRegistration(manual, { drainingRequest: undefined }),
    ],
    ['that is ACTIVE already', { ...inService, ...active }, manual],
    [
      'that is being terminated',
      { autoScalingInstance: known(anInstance('Terminating')), ...withTasks(aTask()) },
      manual,
    ],
    [
      'of which Auto Scaling does not tell',
      { autoScalingInstance: unknown(transient), ...withTasks(aTask()) },
      manual,
    ],
  ])('does nothing to one %s', (_, seen, state) => {
    expect(cancelled(seen, state).action).toBeUndefined();
  });

  it('looks once more without a heartbeat', () => {
    expect(lastPlannedObservation(aConfirmedState()).lifecycleHooks).toMatchObject([
      { heartbeatAt: undefined, readHook: true },
    ]);
  });
});
