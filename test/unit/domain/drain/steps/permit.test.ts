import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import type { LimitsObservation } from '../../../../../src/domain/limits/limits';
import type { DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { conclude, reconcile } from '../../../../../src/domain/drain/reconcile';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  aResult,
  aTask,
  clusterArn,
  ec2InstanceId,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

const budgeted: Spec = { ...defaultSpec, maxConcurrentDrains: 3 };
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
const minute = 60_000;
const limits = (change: Partial<LimitsObservation>) => ({
  limits: known({ allPaused: undefined, hasPermit: false, ...change }),
});
const at = (
  now: number,
  spec: Spec,
  seen: Parameters<typeof aResult>[0],
  state: DrainState = aConfirmedState(),
) => reconcile(aResult(seen, spec, now), state, now);

describe('where only so many drains may act at once, a drain', () => {
  it('requests a permit before it sets DRAINING, waits for it, and says so', () => {
    const asks = at(startedAt, { ...budgeted, deadlineSeconds: 7200 }, active);
    expect(asks.action).toEqual({
      kind: 'request-permit',
      request: {
        ec2InstanceId,
        clusterArn,
        budget: 3,
        deadlineAt: startedAt + 7_200_000,
        requestedAt: startedAt,
      },
    });
    const asked = conclude(asks, { kind: 'done' }, startedAt);
    const waits = at(startedAt + minute, budgeted, active, asked.state);
    expect(waits.action).toBeUndefined();
    expect(waits.status).toMatchObject({ phase: 'permit', reason: 'AwaitingPermit' });
  });

  it('asks again after five minutes: a request may be lost', () => {
    const state = aConfirmedState({}, { permitRequestedAt: startedAt });
    expect(at(startedAt + 5 * minute - 1, budgeted, active, state).action).toBeUndefined();
    expect(at(startedAt + 5 * minute, budgeted, active, state).action).toMatchObject({
      kind: 'request-permit',
    });
  });

  it('acts once it has its permit', () => {
    const given = at(startedAt, budgeted, { ...active, ...limits({ hasPermit: true }) });
    expect(given.action).toMatchObject({ kind: 'set-draining' });
  });

  it('acts without one when its deadline asks for stops', () => {
    const spec = { ...budgeted, deadlineSeconds: 600 };
    // A usual stop takes 2 × 30 s, 300 s for targets, and a minute.
    const state = aConfirmedState({}, { permitRequestedAt: startedAt });
    expect(at(startedAt + 179_999, spec, active, state).action).toBeUndefined();
    expect(at(startedAt + 180_000, spec, active, state).action).toMatchObject({ kind: 'set-draining' });
  });

  it('that is paused before DRAINING gives its permit back, and asks anew when it goes on', () => {
    const paused = { kind: 'pause', by: 'ana', reason: 'a look', at: startedAt } as const;
    const whilePaused = aConfirmedState({}, { permitRequestedAt: startedAt, intervention: paused });
    const gives = at(startedAt, budgeted, { ...active, ...limits({ hasPermit: true }) }, whilePaused);
    expect(gives.action).toEqual({ kind: 'return-permit', ec2InstanceId });
    const { state } = conclude(gives, { kind: 'done' }, startedAt);
    expect(at(startedAt + minute, budgeted, active, state).action).toBeUndefined();
    const resumed = at(startedAt + minute, budgeted, active, { ...state, intervention: undefined });
    expect(resumed.action).toMatchObject({ kind: 'request-permit' });
  });

  it('needs none where the instance is DRAINING already, nor to complete what is in no cluster', () => {
    expect(at(startedAt, budgeted, withTasks(aTask())).status.phase).toBe('wait-for-tasks');
    const absent = aConfirmedState({}, { host: { kind: 'absent', since: startedAt - minute } });
    expect(
      at(startedAt, budgeted, { containerInstance: known(null), tasks: undefined }, absent).action,
    ).toMatchObject({
      kind: 'complete-lifecycle-action',
    });
  });
});

describe('while all drains are paused, a drain', () => {
  const allPaused = limits({ allPaused: { by: 'ana', reason: 'an incident', at: startedAt } });

  it.each([
    ['sets nothing', active, aConfirmedState(), defaultSpec],
    ['completes nothing', {}, aConfirmedState(), defaultSpec],
    ['stops nothing', withTasks(aTask()), aConfirmedState(), { ...defaultSpec, standaloneGraceSeconds: 0 }],
    [
      'does not act at its deadline',
      withTasks(aTask()),
      aConfirmedState(),
      { ...defaultSpec, deadlineSeconds: 1 },
    ],
    [
      'is not released',
      withTasks(aTask()),
      aConfirmedState({}, { intervention: { kind: 'release', by: 'bo', reason: 'now', at: startedAt } }),
      defaultSpec,
    ],
  ] as const)('%s', (_, seen, state, spec) => {
    const now = startedAt + minute;
    expect(at(now, spec, seen, state).action).toBeDefined();
    const plan = at(now, spec, { ...seen, ...allPaused }, state);
    expect(plan.action).toBeUndefined();
    expect(plan.status).toMatchObject({ phase: 'all-paused', reason: 'AllPaused', allPaused: { by: 'ana' } });
    expect(plan.nextObservationAt).toBeLessThanOrEqual(now + 5 * minute);
  });

  it('keeps its hook alive', () => {
    const { state } = at(startedAt, defaultSpec, allPaused);
    expect(nextObservation(state, startedAt + 1_200_000).lifecycleHooks).toMatchObject([{ heartbeat: true }]);
  });

  it('that cannot see whether they are does not act', () => {
    const plan = at(startedAt, defaultSpec, { limits: unknown(transient) });
    expect(plan.action).toBeUndefined();
    expect(plan.status).toMatchObject({ phase: 'all-paused', reason: 'CannotSee' });
  });

  it('that was about to act does nothing, forgets nothing, and observes at once', () => {
    const acts = at(startedAt, defaultSpec, {});
    const after = conclude(acts, { kind: 'paused' }, startedAt);
    expect(after.state).toEqual(acts.state);
    expect(after.nextObservationAt).toBe(startedAt);
  });
});
