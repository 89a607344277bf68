import { known, unknown, type Observation } from '../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../src/domain/drain/reconcile';
import { defaultSpec } from '../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  anAction,
  anInstance,
  aTask,
  listed,
  plan,
  selfStarted,
  notice,
  startedAt,
  transient,
  withTasks,
  aReadHook,
} from '../../../support/observations';

const second = 1000;
const now = startedAt + 60 * second;
const task = aTask();
const busy = withTasks(task);
const failed = { kind: 'failed', callError: transient } as const;

describe('an instance is quiet until', () => {
  it.each<[string, Partial<Observation>]>([
    ['another step decides', { ...busy, autoScalingInstance: known(anInstance('InService')) }],
    [
      'its status changes',
      { ...busy, containerInstance: known(aHost({ status: 'DEREGISTERING', runningTasksCount: 1 })) },
    ],
    ['another task shows', withTasks(task, aTask())],
    ['a task is told to stop', withTasks({ ...task, desiredStatus: 'STOPPED' })],
    ['a task moves on', withTasks({ ...task, lastStatus: 'STOPPING' })],
  ])('%s', (_, changed) => {
    const first = plan(busy, aConfirmedState(), now).state;
    expect(plan(busy, first, now + second).state.unchangedSince).toBe(now);
    expect(plan(changed, first, now + second).state.unchangedSince).toBe(now + second);
  });

  it.each<[string, Partial<Observation>]>([
    ['what was asked cannot be seen', { ...busy, services: unknown(transient) }],
    ['the next step cannot see', { ...busy, containerInstance: unknown(transient) }],
  ])('but not when %s, nor when it can be seen again', (_, blind) => {
    const first = plan(busy, aConfirmedState(), now).state;
    const blinded = plan(blind, first, now + second).state;
    expect(blinded.unchangedSince).toBe(now);
    expect(plan(busy, blinded, now + 2 * second).state.unchangedSince).toBe(now);
  });

  it('told a task to stop', () => {
    const state = aConfirmedState({}, { unchangedSince: startedAt });
    const decided = plan(withTasks(selfStarted()), state, now);
    expect(decided.action?.kind).toBe('stop-tasks');
    const quiet = { ...decided, state: { ...decided.state, unchangedSince: startedAt } };
    expect(conclude(quiet, { kind: 'done' }, now).state.unchangedSince).toBe(now);
    expect(conclude(quiet, failed, now).state.unchangedSince).toBe(startedAt);
  });
});

describe('after an action the next observation comes', () => {
  const spec = { ...defaultSpec, resyncSeconds: 5 };
  const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
  const quiet = aConfirmedState({ lastHeartbeatAt: now }, { unchangedSince: startedAt });
  const toDrain = plan(active, quiet, now, spec);
  const toStop = plan(withTasks(selfStarted()), quiet, now, spec);
  const toComplete = plan({ tasks: listed() }, quiet, now, spec);

  it('at once, when DRAINING was set', () => {
    expect(conclude(toDrain, { kind: 'done' }, now).nextObservationAt).toBe(now);
  });

  it('not later than usual, when tasks were told to stop', () => {
    const planned = { ...toStop, nextObservationAt: now + 60 * second };
    expect(conclude(planned, { kind: 'done' }, now).nextObservationAt).toBe(now + 5 * second);
    const soon = { ...toStop, nextObservationAt: now + second };
    expect(conclude(soon, { kind: 'done' }, now).nextObservationAt).toBe(now + second);
  });

  it('as soon as usual, when it failed', () => {
    expect(conclude(toDrain, failed, now).nextObservationAt).toBe(now + 5 * second);
    expect(conclude({ ...toDrain, nextObservationAt: now + second }, failed, now).nextObservationAt).toBe(
      now + second,
    );
  });

  it('at once, when AWS does not know the token any more', () => {
    expect(toComplete.action?.kind).toBe('complete-lifecycle-action');
    expect(conclude(toComplete, { kind: 'no-active-action' }, now).nextObservationAt).toBe(now);
  });

  it('as usual, when AWS knows no action by any name', () => {
    const state = aConfirmedState({ tokenIsStale: true, lastHeartbeatAt: now });
    const decided = plan({ tasks: listed() }, state, now, spec);
    expect(conclude(decided, { kind: 'no-active-action' }, now).nextObservationAt).toBe(now + 5 * second);
  });

  it('at once, when another hook is next', () => {
    const other = anAction({
      notice: { ...notice, lifecycleHookName: 'other' },
      hook: aReadHook({ name: 'other' }),
      isOurs: true,
      lastHeartbeatAt: now,
    });
    const state = { ...quiet, lifecycleActions: [...quiet.lifecycleActions, other] };
    const decided = plan({ tasks: listed() }, state, now, spec);
    const concluded = conclude(decided, { kind: 'done' }, now);
    expect(concluded).toMatchObject({ nextObservationAt: now, state: { progress: { kind: 'running' } } });
  });

  it('as planned, where nothing was to be done', () => {
    const waiting = plan(busy, aConfirmedState(), now);
    expect(conclude(waiting, { kind: 'done' }, now + second)).toBe(waiting);
  });
});
