import fc from 'fast-check';
import type { Action, ActionResult } from '../../../../src/domain/drain/actions';
import {
  decide,
  starting,
  type Decision,
  type DrainInput,
  type Checkpoint,
  type WorkerSettings,
} from '../../../../src/domain/drain/decide';
import type { PublishOutcome } from '../../../../src/domain/drain/closing-actions';
import { completedHooks } from '../../../../src/domain/drain/hooks/hooks';
import type { DrainState } from '../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../src/domain/drain/state/apply-notice';
import { known } from '../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  anInstance,
  anObservation,
  aRequest,
  aTask,
  clusterArn,
  containerInstanceArn,
  ec2InstanceId,
  listed,
  ofHook,
  selfStarted,
  notice,
  startedAt,
  transient,
  withTasks,
  aRegistration,
} from '../../../support/observations';
import { outcomeOf } from '../../../../src/domain/drain/state/progress';
import { ended } from '../../../../src/domain/drain/state/progress';

const now = startedAt + 60_000;
const who = { by: 'ana', reason: 'an incident' };
const later = startedAt + 90_000;

const at = (state: DrainState, change: Partial<Checkpoint> = {}): Checkpoint => ({
  ...starting(state, startedAt),
  phase: 'wait-for-tasks',
  reason: 'TasksRunning',
  observeAt: later,
  ...change,
});

/** Decides as the driver has it: of what was decided before only the standpoint is kept. */
const decided = (
  { state, phase, reason, observeAt, decidedAt }: Checkpoint,
  inputs: readonly DrainInput[],
  settings: Partial<WorkerSettings> = {},
  time = now,
): Decision =>
  decide(
    { state, phase, reason, observeAt, decidedAt },
    inputs,
    { spec: defaultSpec, publishesOutcomes: false, ...settings },
    { now: time, runId: 'run-1' },
  );

const command = (name: string, payload: unknown = who, id = 'command-1'): DrainInput => ({
  kind: 'command',
  id,
  name,
  payload,
});
const heard = (payload: unknown): DrainInput => ({ kind: 'signal', payload });
const observed = (change: Parameters<typeof anObservation>[0] = {}, requestedAt = now): DrainInput => ({
  kind: 'observed',
  observation: anObservation(change),
  requestedAt,
});
const acted = (action: Action | PublishOutcome, result: ActionResult): DrainInput => ({
  kind: 'acted',
  action,
  result,
});

const setDraining: Action = { kind: 'set-draining', clusterArn, containerInstanceArn };
const stopOne: Action = { kind: 'stop-tasks', clusterArn, taskArns: ['arn:task/1'], reason: 'last' };
const complete: Action = {
  kind: 'complete-lifecycle-action',
  lifecycleAction: {
    autoScalingGroupName: notice.autoScalingGroupName,
    lifecycleHookName: notice.lifecycleHookName,
    ec2InstanceId,
    lifecycleActionToken: notice.lifecycleActionToken,
  },
  result: 'CONTINUE',
  outcome: 'drained',
};
const failed: ActionResult = { kind: 'failed', callError: { ...transient, operation: 'sns.Publish' } };
const spot = { kind: 'spot-interruption', ec2InstanceId } as const;

describe('inputs', () => {
  it.each([
    ['another hook', { ...notice, lifecycleHookName: 'another', lifecycleActionToken: 'another' }],
    ['what EC2 does', spot],
    ['an operator who asks', aRequest()],
  ])('that tell of %s during an observation are observed at once, also where an action fails', (_, told) => {
    const active = aHost({ status: 'ACTIVE', runningTasksCount: 1 });
    const before = at(aConfirmedState({}, { host: aRegistration({ containerInstance: active }) }));
    const seen = observed({ containerInstance: known(active), tasks: undefined });
    const after = decided(before, [heard(told), seen]);
    expect(after).toMatchObject({ action: { kind: 'set-draining' }, observeAt: now });
    expect(decided(after, [acted(setDraining, failed)], {}, now + 1000).observeAt).toBeLessThanOrEqual(
      now + 1000,
    );
  });

  it('that tell nothing new during an observation wait as the plan says', () => {
    const before = at(aConfirmedState({}, { host: aRegistration() }));
    const inputs = [heard(notice), observed(withTasks(aTask()))];
    expect(decided(before, inputs).observeAt).toBeGreaterThan(now);
  });

  it('lead to the same decision in any order of their kinds', () => {
    const inputs = [
      acted(setDraining, { kind: 'done' }),
      heard(spot),
      command('pause'),
      observed(withTasks(aTask())),
    ];
    const before = at(aConfirmedState({}, { host: aRegistration() }));
    const expected = decided(before, inputs);
    fc.assert(
      fc.property(fc.shuffledSubarray(inputs, { minLength: inputs.length }), (shuffled) =>
        expect(decided(before, shuffled)).toEqual(expected),
      ),
    );
    expect(expected.state).toMatchObject({
      host: { drainingRequest: { acceptedAt: now } },
      intervention: { kind: 'pause', ...who },
      ec2Notices: [spot],
    });
    expect(expected.action).toBeUndefined();
  });

  it('that are none lead to the same standpoint', () => {
    const before = at(aConfirmedState());
    expect(decided(before, [])).toMatchObject({ ...before, decidedAt: now, action: undefined });
  });

  it('that were observed count once: the last', () => {
    const { action } = decided(at(aConfirmedState()), [
      observed({ tasks: listed() }),
      observed(withTasks(aTask())),
    ]);
    expect(action).toBeUndefined();
  });

  it.each<[string, unknown, number]>([
    ['a message that tells something new', spot, now],
    ['a message that is known', notice, later],
    ['a message about another instance', { ...spot, ec2InstanceId: 'i-00000000000000001' }, later],
    ['what is no message of ours', { kind: 'greeting' }, later],
  ])('%s', (_, payload, observeAt) => {
    expect(decided(at(aConfirmedState()), [heard(payload)]).observeAt).toBe(observeAt);
  });

  it('that are no messages of ours are named', () => {
    expect(decided(at(aConfirmedState()), [heard(42), heard(notice)]).ignored).toEqual([42]);
  });
});

describe('a command', () => {
  const reply = (inputs: readonly DrainInput[], state = aConfirmedState(), id = 'command-1') =>
    decided(at(state), inputs).replies[id];

  it.each<[string, string, unknown, string]>([
    ['that nobody knows', 'explode', who, 'this worker does not know the command explode'],
    ['without a reason', 'pause', { by: 'ana' }, 'expected {"by"'],
    ['to extend into the past', 'extend', { ...who, until: '2026-01-01T00:00:00Z' }, 'is in the past'],
  ])('%s is refused in words', (_, name, payload, message) => {
    const { replies, state, observeAt } = decided(at(aConfirmedState()), [command(name, payload)]);
    expect(replies).toEqual({
      'command-1': { kind: 'refused', message: expect.stringContaining(message) as unknown },
    });
    expect({ state, observeAt }).toEqual({ state: aConfirmedState(), observeAt: later });
  });

  it('after the outcome is refused', () => {
    const state = aConfirmedState(
      { ended: { at: undefined } },
      { progress: ended({ kind: 'running' }, 'drained', now) },
    );
    expect(reply([command('pause')], state)).toEqual({
      kind: 'refused',
      message: 'the drain has ended: drained',
    });
  });

  it('to pause, given twice, is answered with the first', () => {
    const { state } = decided(at(aConfirmedState()), [command('pause')]);
    const second = command('pause', { by: 'bo', reason: 'the same' });
    expect(decided(at(state), [second], {}, now + 5_000).replies['command-1']).toEqual({
      kind: 'accepted',
      value: { kind: 'pause', ...who, at: now },
    });
  });

  it('is answered each, in their order', () => {
    const { replies, state } = decided(at(aConfirmedState()), [
      command('pause', who, 'a'),
      command('resume', who, 'b'),
      command('pause', { by: 'bo', reason: 'again' }, 'c'),
    ]);
    expect(Object.keys(replies)).toEqual(['a', 'b', 'c']);
    expect(state.intervention).toMatchObject({ by: 'bo' });
  });

  it.each<[string, ActionResult, readonly string[] | undefined]>([
    ['was not sent', { kind: 'interrupted', sent: false }, undefined],
    ['was sent and not answered', { kind: 'interrupted', sent: true }, ['stop 1 task (not answered yet)']],
    ['was done', { kind: 'done' }, ['stop 1 task']],
    ['failed', { kind: 'failed', callError: transient }, ['stop 1 task (failed: ServerException)']],
    ['was refused for a pause of all', { kind: 'paused' }, undefined],
  ])('says of the action before it that it %s', (_, result, alreadySent) => {
    const answer = reply([command('pause'), acted(stopOne, result)]);
    expect(answer).toMatchObject({ kind: 'accepted', value: { kind: 'pause' } });
    expect(answer?.kind === 'accepted' && answer.value.alreadySent).toEqual(alreadySent);
  });

  it('to extend is answered with the deadline in force, also where a later request had tightened it, and for the same time again', () => {
    const until = startedAt + 3_600_000;
    const extend = command('extend', { ...who, until: new Date(until).toISOString() });
    const spec = { ...defaultSpec, deadlineSeconds: 600 };
    const first = decided(at(aConfirmedState({}, { spec })), [extend]);
    expect(first.replies['command-1']).toMatchObject({ value: { deadlineAt: until, at: now } });

    const tightened = decided(at(first.state), [heard(aRequest({ deadlineAt: now + 120_000 }))]);
    expect(tightened.state.noticeDeadlineAt).toBe(now + 120_000);
    const again = decided(at(tightened.state), [extend], {}, now + 5_000);
    expect(again.replies['command-1']).toMatchObject({ value: { deadlineAt: until, at: now + 5_000 } });
    expect(again.state.noticeDeadlineAt).toBeUndefined();

    const third = decided(at(again.state), [extend], {}, now + 9_000);
    expect(third.replies['command-1']).toMatchObject({ value: { deadlineAt: until, at: now + 5_000 } });
  });

  it('to pause, and what is observed meanwhile, leads to no action', () => {
    const { action, phase } = decided(at(aConfirmedState()), [
      observed({ tasks: listed() }),
      command('pause'),
    ]);
    expect({ action, phase }).toEqual({ action: undefined, phase: 'paused' });
  });
});

describe('an action', () => {
  it.each<[string, ActionResult, Partial<DrainState>]>([
    ['cancelled before it was sent', { kind: 'interrupted', sent: false }, { completionSent: undefined }],
    ['cancelled without an answer', { kind: 'interrupted', sent: true }, { completionSent: 'drained' }],
    ['not answered', { kind: 'failed', callError: transient }, { completionSent: 'drained' }],
    [
      'refused for good',
      { kind: 'failed', callError: { ...transient, cause: 'permanent' } },
      { completionSent: undefined },
    ],
    [
      'done',
      { kind: 'done' },
      { completionSent: 'drained', progress: ended({ kind: 'running' }, 'drained', now) },
    ],
  ])('%s: what is remembered of a completion', (_, result, expected) => {
    const { state } = decided(at(aConfirmedState()), [acted(complete, result)]);
    expect(state).toMatchObject(expected);
  });

  it('whose answer was lost is known by what is observed: the hook counts as completed', () => {
    const lost = decided(at(aConfirmedState()), [acted(complete, { kind: 'failed', callError: transient })]);
    const gone = decided(at(lost.state), [
      observed({ autoScalingInstance: known(anInstance('Terminating:Proceed')) }),
    ]);
    const { state, observation, action } = decided(
      at(gone.state, { observeAt: now }),
      [observed({ autoScalingInstance: known(null), containerInstance: known(null) }, now + 600_000)],
      {},
      now + 600_000,
    );
    expect({ outcome: outcomeOf(state), observation, action }).toEqual({
      outcome: 'drained',
      observation: undefined,
      action: undefined,
    });
    expect(completedHooks(state)).toEqual(['web/drain']);
  });

  it('that was decided on is followed by an observation, at once where it was cancelled', () => {
    const { observeAt, observation } = decided(at(aConfirmedState()), [
      acted(stopOne, { kind: 'interrupted', sent: true }),
    ]);
    expect(observeAt).toBe(now);
    expect(observation).toBeDefined();
  });
});

describe('a cancel', () => {
  const cancel: DrainInput = { kind: 'cancel', at: now };
  const cancelled = decided(at(aConfirmedState()), [cancel]);
  const continues = { spec: { ...defaultSpec, onCancel: 'continue' } } as const;

  it('leads to one observation, at once and without a heartbeat', () => {
    expect(cancelled).toMatchObject({
      state: { progress: { kind: 'cancelling', cancelledAt: now } },
      observeAt: now,
      action: undefined,
      observation: { lifecycleHooks: [{ heartbeatAt: undefined }] },
    });
  });

  it('judges nothing by an observation that was under way, and remembers the heartbeat that it sent', () => {
    const { heartbeats } = cancelled.state;
    const underWay = observed(
      { ...ofHook({ heartbeat: { kind: 'recorded' } }), ...withTasks(aTask()) },
      now - 1,
    );
    expect(decided(at(cancelled.state), [underWay], {}, now + 500)).toMatchObject({
      state: { progress: { kind: 'cancelling' }, heartbeats: heartbeats + 1 },
      action: undefined,
    });
  });

  it('then ends the drain, and nothing is done', () => {
    const { state, action, observation, phase } = decided(at(cancelled.state), [
      observed(withTasks(selfStarted())),
    ]);
    expect({ outcome: outcomeOf(state), action, observation, phase }).toEqual({
      outcome: 'cancelled',
      action: undefined,
      observation: undefined,
      phase: 'cancelled',
    });
  });

  it.each<[string, ActionResult, string]>([
    ['done', { kind: 'done' }, 'cancelled'],
    ['failed', failed, 'cancelled'],
    ['not sent, as all drains are paused', { kind: 'paused' }, 'cancelled-while-paused'],
  ])('completes the action where the spec says so, once: %s', (_, result, outcome) => {
    const last = decided(at(cancelled.state), [observed(withTasks(aTask()))], continues);
    expect(last.action).toMatchObject({ kind: 'complete-lifecycle-action', outcome: 'cancelled' });
    const after = decided(last, [acted(complete, result)], continues);
    expect({ action: after.action, observation: after.observation, outcome: outcomeOf(after.state) }).toEqual(
      {
        action: undefined,
        observation: undefined,
        outcome,
      },
    );
  });

  it('while the outcome is being published changes nothing in it', () => {
    const state = aConfirmedState(
      { ended: { at: undefined } },
      { progress: ended({ kind: 'running' }, 'drained', now) },
    );
    const after = decided(at(state), [cancel], { publishesOutcomes: true });
    expect(after.state).toMatchObject({ progress: { outcome: 'drained', cancelledAt: undefined } });
    expect(after.action).toMatchObject({ kind: 'publish-outcome', message: { outcome: 'drained' } });
  });

  it('with the answer that AWS took the completion: the drain is drained', () => {
    const after = decided(at(aConfirmedState()), [cancel, acted(complete, { kind: 'done' })]);
    expect(after.state).toMatchObject({ progress: { outcome: 'drained', cancelledAt: undefined } });
  });
});

describe('the last things to do', () => {
  const drained = aConfirmedState(
    { ended: { at: now } },
    { progress: ended({ kind: 'running' }, 'drained', now), permitRequestedAt: startedAt },
  );
  const publishing = { publishesOutcomes: true };

  it('are to return the permit, then to publish the outcome, once, then nothing', () => {
    const first = decided(at(drained), [], publishing);
    expect(first.action).toEqual({ kind: 'return-permit', ec2InstanceId });
    const second = decided(
      first,
      [acted({ kind: 'return-permit', ec2InstanceId }, { kind: 'done' })],
      publishing,
    );
    expect(second.action).toMatchObject({
      kind: 'publish-outcome',
      withinMs: 3_600_000,
      message: { version: 1, outcome: 'drained', ec2InstanceId },
    });
    const published = second.action as PublishOutcome; // as was just seen
    const refused = { kind: 'failed', callError: { ...transient, cause: 'permanent' } } as const;
    for (const result of [{ kind: 'done' }, refused] as const) {
      const third = decided(second, [acted(published, result)], publishing);
      expect({ action: third.action, observation: third.observation }).toEqual({
        action: undefined,
        observation: undefined,
      });
    }
  });

  it('do not wait for a permit that could not be returned', () => {
    const first = decided(at(drained), []);
    const second = decided(first, [acted({ kind: 'return-permit', ec2InstanceId }, failed)]);
    expect(second.action).toBeUndefined();
  });

  it.each<[string, ActionResult, number, number | undefined]>([
    ['goes on for what is left of an hour', { kind: 'interrupted', sent: true }, 600_000, 3_000_000],
    ['goes on where its last attempt has failed', failed, 600_000, 3_000_000],
    ['ends after an hour', { kind: 'interrupted', sent: true }, 3_600_000, undefined],
    ['ends after an hour, failed', failed, 3_600_000, undefined],
  ])('publishing that an input has interrupted %s', (_, result, afterMs, withinMs) => {
    const first = decided(at({ ...drained, permitRequestedAt: undefined }), [], publishing);
    const published = first.action as PublishOutcome; // there is no permit
    const interrupted = acted(published, result);
    const { action } = decided(first, [interrupted, heard(notice)], publishing, now + afterMs);
    expect(action?.kind === 'publish-outcome' ? action.withinMs : undefined).toBe(withinMs);
  });

  it('take a minute at most where an operator waits for the end of a cancelled drain', () => {
    const state = aConfirmedState(
      {},
      { progress: ended({ kind: 'cancelling', cancelledAt: now }, 'cancelled', now) },
    );
    expect(decided(at(state), [], publishing).action).toMatchObject({ withinMs: 60_000 });
  });

  it('go on as drained when the message of the wait that is over arrives late', () => {
    const found = applyNotice(aConfirmedState({}, { lifecycleActions: [] }), {
      kind: 'found-waiting',
      ec2InstanceId,
      autoScalingGroupName: 'web',
      lifecycleHookName: 'drain',
    });
    const confirmed = { ...found, lifecycle: { kind: 'waiting' } as const };
    const done = decided(at(confirmed), [acted(complete, { kind: 'done' })], publishing);
    expect(outcomeOf(done.state)).toBe('drained');
    const after = decided(done, [heard({ ...notice, sentAt: startedAt })], publishing);
    expect(outcomeOf(after.state)).toBe('drained');
    expect(after.action).toMatchObject({ kind: 'publish-outcome', message: { outcome: 'drained' } });
  });

  it('are not reached where the message of another hook arrives first', () => {
    const first = decided(at(drained), [], publishing);
    const other = { ...notice, lifecycleHookName: 'second', lifecycleActionToken: 'another' };
    const after = decided(first, [heard(other)], publishing);
    expect(after).toMatchObject({
      state: { progress: { kind: 'running' } },
      action: undefined,
      observeAt: now,
    });
    expect(after.observation?.lifecycleHooks).toHaveLength(1);
  });

  it('are not decided anew by an observation that was under way', () => {
    const late = observed({ autoScalingInstance: known(null), containerInstance: known(aHost()) });
    expect(outcomeOf(decided(at(drained), [late]).state)).toBe('drained');
  });
});
