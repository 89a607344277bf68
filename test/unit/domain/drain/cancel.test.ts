import { planAfterCancel } from '../../../../src/domain/drain/cancel';
import { lastPlannedObservation } from '../../../../src/domain/drain/observation/observation-request';
import type { Memory } from '../../../../src/domain/drain/state/memory';
import { applyNotice } from '../../../../src/domain/drain/state/apply-notice';
import { known, unknown, type Observation } from '../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../src/domain/spec';
import {
  aConfirmedMemory,
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
import { newMemory } from '../../../../src/domain/drain/state/memory';

const now = startedAt + 60_000;
const inService = { autoScalingInstance: known(anInstance('InService')) };
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
const cancelled = (seen: Partial<Observation>, memory: Memory, onCancel: 'leave' | 'continue' = 'leave') =>
  planAfterCancel(aResult(seen, { ...defaultSpec, onCancel }, now), memory, now);

/** A drain of an instance that nobody terminates, which has set DRAINING. */
const manual = plan(
  { ...inService, ...active },
  applyNotice(newMemory('i-0123456789abcdef0', startedAt), aRequest()),
).memory;

describe('a cancelled drain', () => {
  it('leaves the lifecycle action to its own time-out, and says when and with what that ends', () => {
    const { action, memory, status } = cancelled(withTasks(aTask()), aConfirmedMemory());
    expect(action).toBeUndefined();
    expect(memory.outcome).toBe('cancelled');
    expect(status).toMatchObject({
      phase: 'cancelled',
      hookExpiresAt: startedAt + 3_600_000,
      hookDefaultResult: 'ABANDON',
    });
  });

  it('completes it where the spec says so', () => {
    expect(cancelled(withTasks(aTask()), aConfirmedMemory(), 'continue').action).toMatchObject({
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

  it.each<[string, Partial<Observation>, Memory]>([
    [
      'that somebody else has set to DRAINING',
      { ...inService, ...withTasks(aTask()) },
      { ...manual, drainingAsked: false },
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
  ])('does nothing to one %s', (_, seen, memory) => {
    expect(cancelled(seen, memory).action).toBeUndefined();
  });

  it('looks once more without a heartbeat', () => {
    expect(lastPlannedObservation(aConfirmedMemory()).lifecycleHooks).toMatchObject([
      { heartbeatAt: undefined, readHook: true },
    ]);
  });
});
