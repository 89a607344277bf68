import { readCommand, type Command } from '../../../../../src/domain/drain/command';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { applyCommand, refusalOf } from '../../../../../src/domain/drain/state/apply-command';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  aRequest,
  aTask,
  anInstance,
  listed,
  plan,
  selfStarted,
  startedAt,
  withTasks,
} from '../../../../support/observations';
import { known } from '../../../../../src/domain/drain/observation/observation';
import { ended } from '../../../../../src/domain/drain/state/progress';

const now = startedAt + 60_000;
const who = { by: 'ana', reason: 'an observation at the disks' };
const pause: Command = { kind: 'pause', ...who };
const resume: Command = { kind: 'resume', ...who };
const release: Command = { kind: 'release', ...who };
const extendTo = (deadlineAt: number): Command => ({ kind: 'extend', ...who, deadlineAt });
const told = (...commands: Command[]): DrainState =>
  commands.reduce((state, command) => applyCommand(state, command, now), aConfirmedState());

describe('pause', () => {
  it.each([
    ['set DRAINING', { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined }],
    ['stop a daemon', withTasks(selfStarted())],
    ['complete the action', { tasks: listed() }],
  ])('does not %s', (_, world) => {
    expect(plan(world, aConfirmedState(), now).action).toBeDefined();
    expect(plan(world, told(pause), now)).toMatchObject({
      action: undefined,
      status: { phase: 'paused', reason: 'Paused', paused: { by: 'ana', at: now } },
    });
  });

  it('nor at the deadline', () => {
    const spec: Spec = { ...defaultSpec, deadlineSeconds: 30 };
    expect(plan(withTasks(aTask()), told(pause), now, spec).action).toBeUndefined();
  });

  it('keeps the hook alive', () => {
    expect(nextObservation(told(pause), startedAt + 1_200_000).lifecycleHooks).toMatchObject([
      { heartbeat: true },
    ]);
  });

  it('ends with resume, and the drain goes on', () => {
    expect(plan({ tasks: listed() }, told(pause, resume), now).action).toBeDefined();
  });
});

describe('release', () => {
  it('completes the action whatever still runs, also in a pause', () => {
    expect(plan(withTasks(aTask()), told(pause, release), now)).toMatchObject({
      action: { kind: 'complete-lifecycle-action', result: 'CONTINUE', outcome: 'released' },
      status: { phase: 'release', reason: 'Releasing' },
    });
  });

  it('touches nothing that is not seen waiting in our hook', () => {
    const staying = { ...withTasks(aTask()), autoScalingInstance: known(anInstance('InService')) };
    const state = applyCommand(applyNotice(aConfirmedState(), aRequest()), release, now);
    expect(plan(staying, { ...state, lifecycle: { kind: 'not-seen' } }, now).action).toBeUndefined();
  });

  it('is not undone by a pause', () => {
    expect(refusalOf(told(release), pause, now)).toContain('was released');
  });
});

describe('extend', () => {
  const spec: Spec = { ...defaultSpec, deadlineSeconds: 600 };
  const withDeadline = plan(withTasks(aTask()), aConfirmedState(), now, spec).state;

  it('moves the deadline out, and no further than the global timeout of the hook', () => {
    const state = applyCommand(withDeadline, extendTo(startedAt + 900_000), now);
    const { status } = plan(withTasks(aTask()), state, now, spec);
    expect(status.deadline).toMatchObject({ at: startedAt + 900_000, setBy: 'extension' });
    expect(refusalOf(withDeadline, extendTo(startedAt + 172_800_001), now)).toContain(
      'ends the wait by itself',
    );
  });

  it.each([
    ['the past', now, 'is in the past'],
    ['an earlier deadline', startedAt + 599_999, 'would shorten it'],
  ])('is refused for %s', (_, at, words) => {
    expect(refusalOf(withDeadline, extendTo(at), now)).toContain(words);
  });

  it('is refused past the time when EC2 reclaims the instance, which it would not change', () => {
    const deadlineAt = startedAt + 700_000;
    const reclaim = { kind: 'reclaimed', cause: 'scheduled-change', deadlineAt } as const;
    const state = { ...withDeadline, reclaim };
    expect(refusalOf(state, extendTo(startedAt + 700_001), now)).toContain('EC2 reclaims the instance');
    expect(refusalOf(state, extendTo(startedAt + 700_000), now)).toBeUndefined();
  });

  it('needs a deadline', () => {
    const manual = applyNotice(newDrainState('i-0123456789abcdef0', startedAt), aRequest());
    expect(refusalOf(manual, extendTo(startedAt + 900_000), now)).toBe('the drain has no deadline');
  });

  it('may be tightened by a later signal', () => {
    const extended = applyCommand(withDeadline, extendTo(startedAt + 900_000), now);
    const state = applyNotice(extended, aRequest({ deadlineAt: startedAt + 700_000 }));
    expect(plan(withTasks(aTask()), state, now, spec).status.deadline?.at).toBe(startedAt + 700_000);
  });

  it('of a deadline that a signal set counts instead of it', () => {
    const asked = applyNotice(aConfirmedState(), aRequest({ deadlineAt: startedAt + 300_000 }));
    const state = applyCommand(asked, extendTo(startedAt + 400_000), now);
    expect(plan(withTasks(aTask()), state, now).status.deadline?.at).toBe(startedAt + 400_000);
  });
});

describe('commands', () => {
  it.each([pause, release, extendTo(startedAt + 900_000)])('twice is once: %j', (command) => {
    const once = told(command);
    expect(refusalOf(once, command, now)).toBeUndefined();
    expect(applyCommand(once, command, now + 5000)).toBe(once);
  });

  it('resume of what is not paused changes nothing', () => {
    const state = aConfirmedState();
    expect(applyCommand(state, resume, now)).toBe(state);
  });

  it('are remembered with who, when and why, the last twenty of them', () => {
    const many = Array.from({ length: 15 }, () => [pause, resume]).flat();
    const { status } = plan(withTasks(aTask()), told(...many), now);
    expect(status.commands).toHaveLength(20);
    expect(status.commands.at(-1)).toEqual({ ...resume, at: now });
  });

  it('after the end are refused', () => {
    expect(
      refusalOf({ ...aConfirmedState(), progress: ended({ kind: 'running' }, 'drained', now) }, pause, now),
    ).toContain('has ended');
  });

  it.each([
    undefined,
    'ana',
    {},
    { by: 'ana' },
    { by: ' ', reason: 'x' },
    { by: 'ana', reason: 'x'.repeat(501) },
  ])('without who and why are refused: %j', (given) => {
    expect(() => readCommand('pause', given)).toThrow('expected {"by": "who you are"');
  });

  it.each([undefined, 5, 'tomorrow'])('an extension needs a time, not %j', (until) => {
    expect(() => readCommand('extend', { ...who, until })).toThrow('expected "until"');
  });

  it('an extension reads its time', () => {
    expect(readCommand('extend', { ...who, until: '2026-01-01T00:10:00Z' })).toEqual(
      extendTo(startedAt + 600_000),
    );
  });
});
