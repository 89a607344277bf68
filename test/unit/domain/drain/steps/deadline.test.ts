import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aDrainState,
  aTask,
  listed,
  ofHook,
  plan,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

const spec: Spec = { ...defaultSpec, deadlineSeconds: 600 };
const deadlineAt = startedAt + 600_000;
const running = withTasks(aTask());

describe('deadline: nothing is forced before it, and nothing waits past it', () => {
  it.each([
    ['a task still runs', running],
    ['ECS cannot be seen', { containerInstance: unknown(transient), tasks: unknown(transient) }],
    ['the instance is in no cluster yet', { containerInstance: known(null), tasks: undefined }],
  ])('completes at the deadline, not a millisecond before, when %s', (_, world) => {
    const before = plan(world, aConfirmedState(), deadlineAt - 1, spec);
    expect(before.action?.kind).not.toBe('complete-lifecycle-action');
    expect(plan(world, aConfirmedState(), deadlineAt, spec)).toMatchObject({
      action: { kind: 'complete-lifecycle-action', result: 'CONTINUE', outcome: 'deadline-reached' },
      status: { phase: 'deadline' },
    });
  });

  it('observes again in time for it', () => {
    const quiet = aConfirmedState({}, { unchangedSince: startedAt - 10 ** 9 });
    expect(plan(running, quiet, deadlineAt - 1000, spec).nextObservationAt).toBeLessThanOrEqual(deadlineAt);
  });

  it('is no deadline for a drain that is done', () => {
    expect(plan({ tasks: listed() }, aConfirmedState(), deadlineAt, spec).action).toMatchObject({
      outcome: 'drained',
    });
  });

  it('touches nothing before Auto Scaling has confirmed the wait', () => {
    const unseen = plan(
      { ...running, autoScalingInstance: unknown(transient) },
      aDrainState(),
      deadlineAt,
      spec,
    );
    expect(unseen).toMatchObject({ action: undefined, status: { phase: 'confirm' } });
  });

  it('without one set, the hook is completed a minute before its global timeout', () => {
    const world = { ...running, ...ofHook({ lifecycleHook: known(aHook({ globalTimeoutSeconds: 3000 })) }) };
    const at = startedAt + 3000_000 - 60_000;
    const first = plan(world, aDrainState(), startedAt);
    const waiting = plan(world, first.state, at - 1);
    expect(waiting.action?.kind).not.toBe('complete-lifecycle-action');
    expect(plan(world, waiting.state, at).action).toMatchObject({ outcome: 'deadline-reached' });
  });

  it('the global timeout counts from the message, where SNS says when it was sent', () => {
    const state = aConfirmedState();
    const [action] = state.lifecycleActions;
    if (action === undefined) throw new Error('a confirmed state has an action');
    const early = { ...action, notice: { ...action.notice, sentAt: startedAt - 3_600_000 } };
    const { status } = plan(running, { ...state, lifecycleActions: [early] });
    expect(status.deadline).toEqual({
      at: startedAt - 3_600_000 + 172_800_000 - 60_000,
      setBy: 'global-timeout',
      result: 'CONTINUE',
    });
  });
});

describe('abandon at the deadline', () => {
  const group = (retainsAbandoned: boolean) => ({ group: known({ retainsAbandoned }) });
  it.each([
    ['continue', group(true), 'CONTINUE'],
    ['abandon', group(true), 'ABANDON'],
    ['abandon', group(false), 'CONTINUE'],
    ['abandon', { group: known(null) }, 'CONTINUE'],
    ['force-abandon', group(false), 'ABANDON'],
  ] as const)('%s, of a group %j, is %s', (onDeadline, seen, result) => {
    const world = { ...running, ...seen };
    const decided = plan(world, aConfirmedState(), deadlineAt, { ...spec, onDeadline });
    expect(decided.action).toMatchObject({
      result,
      outcome: result === 'ABANDON' ? 'abandoned' : 'deadline-reached',
    });
  });

  it('waits for a group that cannot be seen, because CONTINUE cannot be taken back; but not past the global timeout', () => {
    const world = { ...running, group: unknown(transient) };
    const by: Spec = { ...spec, onDeadline: 'abandon' };
    const waiting = plan(world, aConfirmedState(), deadlineAt, by);
    expect(waiting).toMatchObject({ action: undefined, status: { phase: 'deadline', reason: 'CannotSee' } });
    const later = plan(world, waiting.state, deadlineAt + 172_800_000, by);
    expect(later.status.conditions).toContainEqual(expect.objectContaining({ type: 'AbandonUnknown' }));
    expect(later.action).toMatchObject({ result: 'CONTINUE' });
  });

  it('says early that it will be refused', () => {
    const world = { ...running, ...group(false) };
    const { status } = plan(world, aConfirmedState(), startedAt, { ...spec, onDeadline: 'abandon' });
    expect(status.conditions).toMatchObject([{ type: 'AbandonRefused' }]);
    expect(status.deadline?.result).toBe('CONTINUE');
  });
});
