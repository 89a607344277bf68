import {
  heartbeatDueAt,
  heartbeatIntervalMs,
  nextObservationAt,
  observationTimeoutMs,
} from '../../../../../src/domain/drain/schedule/next-observation';
import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { actWithinMs, conclude, reconcile } from '../../../../../src/domain/drain/reconcile';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aHost,
  aResult,
  aDrainState,
  anAction,
  anInstance,
  aTask,
  nothingSeen,
  ofHook,
  plan,
  notice,
  startedAt,
  transient,
  withTasks,
  aReadHook,
} from '../../../../support/observations';

const second = 1000;
const hookOf = (heartbeatTimeoutSeconds: number) => ({ hook: aReadHook({ heartbeatTimeoutSeconds }) });
const beatOf = (state: ReturnType<typeof aDrainState>, now: number) =>
  nextObservation(state, now).lifecycleHooks[0]?.heartbeat;
const dueAt = (state: ReturnType<typeof aDrainState>) => {
  const [action] = state.lifecycleActions;
  return action && heartbeatDueAt(action, state);
};

describe('the heartbeat', () => {
  it.each([
    [30, 10],
    [300, 100],
    [3600, 1200],
    [7200, 1200],
  ])('of a hook of %d s is due every %d s', (timeoutSeconds, intervalSeconds) => {
    expect(heartbeatIntervalMs(anAction(hookOf(timeoutSeconds)), aDrainState())).toBe(
      intervalSeconds * second,
    );
  });

  it('assumes the shortest hook while the hook is not known', () => {
    expect(heartbeatIntervalMs(anAction(), aDrainState())).toBe(10 * second);
  });

  it('is as frequent as the spec of the worker that looks wants it', () => {
    const state = aDrainState({ spec: { ...defaultSpec, heartbeatSeconds: 60 } });
    expect(heartbeatIntervalMs(anAction(hookOf(7200)), state)).toBe(60 * second);
  });

  it('is not sent before Auto Scaling has confirmed the wait', () => {
    expect(beatOf(aDrainState(), startedAt)).toBe(false);
    expect(
      beatOf(plan({ autoScalingInstance: known(anInstance('InService')) }).state, startedAt + second),
    ).toBe(false);
  });

  it('is sent at once when it has', () => {
    const first = plan(withTasks(aTask()));
    expect(first.nextObservationAt).toBe(startedAt + second);
    expect(nextObservation(first.state, startedAt + second).lifecycleHooks).toMatchObject([
      { heartbeat: true, lifecycleAction: { lifecycleActionToken: notice.lifecycleActionToken } },
    ]);
  });

  it('is sent when Auto Scaling does not say, because the hook may be running out', () => {
    expect(beatOf(plan(nothingSeen).state, startedAt + second)).toBe(true);
  });

  it('is never sent for a hook that is not ours, nor for one that has ended', () => {
    const theirs = aHook({ notificationTargetArn: 'arn:aws:sns:eu-central-1:123456789012:other' });
    expect(dueAt(aConfirmedState({ isOurs: false, hook: { kind: 'read', hook: theirs } }))).toBeUndefined();
    expect(dueAt(aConfirmedState({ ended: { at: undefined } }))).toBeUndefined();
  });

  it('goes with an observation that may outlast the time when it is due', () => {
    const state = aConfirmedState(hookOf(300));
    expect(beatOf(state, startedAt + 100 * second - observationTimeoutMs - 1)).toBe(false);
    expect(beatOf(state, startedAt + 100 * second - observationTimeoutMs)).toBe(true);
  });

  it('counts from when the observation began in which it was recorded', () => {
    const requestedAt = startedAt + 100 * second;
    const result = { ...aResult(ofHook({ heartbeat: { kind: 'recorded' } })), requestedAt };
    const after = reconcile(result, aConfirmedState(), requestedAt + observationTimeoutMs).state;
    expect(after.lifecycleActions).toMatchObject([{ lastHeartbeatAt: requestedAt }]);
  });

  it.each([
    [30, 19, 2.75],
    [30, 27, 1],
    [30, 40, 10],
    [3600, 1300, 325],
  ])(
    'of a hook of %d s that failed %d s after the last is tried again after %d s',
    (timeout, sinceLast, retry) => {
      const now = startedAt + sinceLast * second;
      const state = aConfirmedState({ ...hookOf(timeout), heartbeatFailed: true });
      expect(nextObservationAt(state, now)).toBe(now + retry * second);
    },
  );

  it('is tried again at its interval when the timeout is over and looks are rare', () => {
    const spec = { ...defaultSpec, resyncSeconds: 600 };
    const state = aConfirmedState({ ...hookOf(30), heartbeatFailed: true }, { spec });
    expect(nextObservationAt(state, startedAt + 40 * second)).toBe(startedAt + 50 * second);
  });

  it('does not go with every observation', () => {
    const state = aConfirmedState(hookOf(30));
    expect(beatOf(state, startedAt + 5 * second)).toBe(false);
    expect(beatOf(state, startedAt + 7 * second)).toBe(true);
  });

  it('asks, after the grace, whether there is no active action indeed', () => {
    const state = aConfirmedState({ tokenIsStale: true, noActiveActionSince: startedAt + 5 * second });
    expect(dueAt(state)).toBe(startedAt + 25 * second);
  });

  it('told that there is no active action waits, instead of asking at once and for ever', () => {
    const stale = aConfirmedState({ ...hookOf(30), tokenIsStale: true });
    const told = plan(ofHook({ heartbeat: { kind: 'no-active-action' } }), stale, startedAt + 60 * second);
    expect(told.nextObservationAt).toBeGreaterThan(startedAt + 60 * second);
  });

  it('is never later than its interval, however quiet the drain', () => {
    const now = startedAt + 40 * 3600 * second;
    expect(nextObservationAt(aConfirmedState({ lastHeartbeatAt: now }), now)).toBe(now + 1200 * second);
  });

  it('bounds what an action may take', () => {
    const state = aConfirmedState(hookOf(30));
    expect(actWithinMs(state, startedAt)).toBe(10 * second);
    expect(actWithinMs(state, startedAt + 9 * second)).toBe(5 * second);
    expect(actWithinMs(aConfirmedState(), startedAt)).toBe(30 * second);
  });
});

describe('the heartbeats of the shortest hook', () => {
  /** Looks that each take as long as they may, with one heartbeat in three lost: what a bad day looks like. */
  it('keep it alive although ECS hangs in every observation and one heartbeat in three is lost', () => {
    const shortest = { ...ofHook({}), containerInstance: unknown(transient), tasks: unknown(transient) };
    let state = aDrainState();
    let now = startedAt;
    const recordedAt = [startedAt];
    let tries = 0;
    for (let pass = 0; pass < 200; pass += 1) {
      const tried = beatOf(state, now);
      if (tried) tries += 1;
      const recorded = tried && tries % 3 !== 0;
      const heartbeat = recorded
        ? { kind: 'recorded' as const }
        : tried
          ? { kind: 'unknown' as const, callError: transient }
          : { kind: 'not-due' as const };
      if (recorded) recordedAt.push(now);
      const seen = {
        ...shortest,
        ...ofHook({ lifecycleHook: known(aHook({ heartbeatTimeoutSeconds: 30 })), heartbeat }),
      };
      const after = reconcile({ ...aResult(seen), requestedAt: now }, state, now + observationTimeoutMs);
      ({ state } = after);
      now = Math.max(after.nextObservationAt ?? 0, now + observationTimeoutMs);
    }
    expect(tries).toBeGreaterThan(100);
    const gapsMs = recordedAt.slice(1).map((at, index) => at - (recordedAt[index] ?? 0));
    expect(Math.max(...gapsMs)).toBeLessThan(30 * second);
  });
});

describe('the resync', () => {
  it.each([
    [0, 10],
    [40, 10],
    [80, 20],
    [400, 100],
  ])('after %d quiet seconds is %d s', (quietSeconds, resyncSeconds) => {
    const now = startedAt + 3600 * second;
    const state = aConfirmedState({ lastHeartbeatAt: now }, { unchangedSince: now - quietSeconds * second });
    expect(nextObservationAt(state, now)).toBe(now + resyncSeconds * second);
  });

  it('is what the spec says', () => {
    const spec = { ...defaultSpec, resyncSeconds: 45 };
    const busy = plan(withTasks(aTask()), aConfirmedState(), startedAt, spec);
    expect(busy.nextObservationAt).toBe(startedAt + 45 * second);
  });

  it('is short until the wait is confirmed, because nobody keeps the hook alive before that', () => {
    const spec = { ...defaultSpec, resyncSeconds: 600 };
    const onItsWay = plan(
      { autoScalingInstance: known(anInstance('Terminating')) },
      aDrainState(),
      startedAt,
      spec,
    );
    expect(onItsWay.nextObservationAt).toBe(startedAt + 10 * second);
  });

  it('starts anew when a task changes', () => {
    const task = aTask();
    const first = plan(withTasks(task), aConfirmedState(), startedAt);
    const quiet = plan(withTasks(task), first.state, startedAt + 600 * second);
    expect(quiet.state.unchangedSince).toBe(startedAt);
    const stirred = plan(
      withTasks({ ...task, desiredStatus: 'STOPPED' }),
      quiet.state,
      startedAt + 900 * second,
    );
    expect(stirred.state.unchangedSince).toBe(startedAt + 900 * second);
  });

  it('grows while an action keeps failing, so that a refusal is not hammered', () => {
    const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
    let state = aConfirmedState();
    let now = startedAt;
    for (let pass = 0; pass < 20; pass += 1) {
      const failed = conclude(plan(active, state, now), { kind: 'failed', callError: transient }, now);
      ({ state } = failed);
      now = failed.nextObservationAt ?? now;
    }
    expect(now - startedAt).toBeGreaterThan(20 * 20 * second);
  });
});
