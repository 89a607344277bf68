import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { isInterruptionNotice, type TerminateLifecycleAction } from '../../../../../src/domain/notice';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aDrainState,
  aTask,
  ec2InstanceId,
  listed,
  ofHook,
  plan,
  selfStarted,
  notice,
  startedAt,
  transient,
  withTasks,
  aReadHook,
} from '../../../../support/observations';
import { outcomeOf } from '../../../../../src/domain/drain/state/progress';

const hour = 3_600_000;
const running = withTasks(aTask());
const token = (change: Partial<TerminateLifecycleAction> = {}): TerminateLifecycleAction => ({
  ...notice,
  lifecycleActionToken: 'forged',
  ...change,
});

describe('a second token for a hook in which the instance is seen waiting', () => {
  const waiting = plan(
    running,
    applyNotice(newDrainState(ec2InstanceId, startedAt), { ...notice, sentAt: startedAt }),
  ).state;

  it('moves no deadline out', () => {
    const before = plan(running, waiting, startedAt + 40 * hour).status.deadline;
    const after = applyNotice(waiting, token({ sentAt: startedAt + 40 * hour }));
    expect(plan(running, after, startedAt + 40 * hour).status.deadline).toEqual(before);
  });

  it('does not make the hook somebody else’s, although it was retargeted meanwhile', () => {
    const elsewhere = ofHook({
      lifecycleHook: known(aHook({ notificationTargetArn: 'arn:aws:sns:eu-central-1:123456789012:x' })),
    });
    const retargeted = plan({ ...running, ...elsewhere }, waiting, startedAt + hour).state;
    const decided = plan({ ...running, ...elsewhere }, applyNotice(retargeted, token()), startedAt + hour);
    expect(decided).toMatchObject({ action: undefined, status: { phase: 'wait-for-tasks' } });
  });

  it('is tried by its new name, whatever was said of the old one', () => {
    const stale = aConfirmedState({ tokenIsStale: true, noActiveActionSince: startedAt });
    expect(applyNotice(stale, token()).lifecycleActions).toMatchObject([
      { tokenIsStale: false, noActiveActionSince: undefined },
    ]);
  });

  it('keeps the hook alive from where it was', () => {
    const { lifecycleActions } = applyNotice(aConfirmedState(), token());
    expect(lifecycleActions).toMatchObject([{ isOurs: true, lastHeartbeatAt: startedAt, hook: aReadHook() }]);
  });

  it('the same token, sent earlier, tightens the global timeout', () => {
    const { lifecycleActions } = applyNotice(waiting, { ...notice, sentAt: startedAt - hour });
    expect(lifecycleActions).toMatchObject([{ notice: { sentAt: startedAt - hour } }]);
  });
});

describe('messages of anybody who may publish to the topic', () => {
  const forged = (n: number) => ({ ...notice, lifecycleHookName: `forged-${n}` });
  const flooded = Array.from({ length: 500 }, (_, n) => forged(n)).reduce(applyNotice, aConfirmedState());

  it('grow the state to the hooks that a group may have, and never push ours out', () => {
    expect(flooded.lifecycleActions).toHaveLength(50);
    expect(flooded.lifecycleActions.some(({ isOurs }) => isOurs)).toBe(true);
  });

  it('about hooks that the group does not have are not theirs to keep alive, after a grace', () => {
    const noSuch = {
      lifecycleHooks: [{ ...forged(1), lifecycleHook: known(null), heartbeat: { kind: 'not-due' as const } }],
    };
    const first = plan(
      { ...running, ...noSuch },
      applyNotice(newDrainState(ec2InstanceId, startedAt), forged(1)),
      startedAt,
    );
    expect(first.status.reason).toBe('HookNotSeen');
    expect(outcomeOf(plan({ ...running, ...noSuch }, first.state, startedAt + 20_000).state)).toBe(
      'not-our-hook',
    );
  });

  it.each([
    { ...notice, lifecycleHookName: 'x'.repeat(1001) },
    { ...notice, sentAt: startedAt * 1_000_000 },
    { ...notice, sentAt: startedAt / 1000 },
  ])('of an absurd size or time are none', (value) => {
    expect(isInterruptionNotice(value)).toBe(false);
  });
});

describe('a hook that is ours by name', () => {
  const byName: Spec = {
    ...defaultSpec,
    lifecycleHooks: ['drain'],
    standaloneGraceSeconds: 0,
    deadlineSeconds: 60,
  };
  const unread = (callError = transient) => ofHook({ lifecycleHook: unknown(callError) });

  it('is acted on only when its metadata was read once', () => {
    const world = { ...withTasks(selfStarted()), ...unread() };
    expect(plan(world, aDrainState(), startedAt + 90_000, byName)).toMatchObject({
      action: undefined,
      status: { reason: 'HookNotSeen' },
    });
  });

  it('is acted on where nobody may read it', () => {
    const denied = { ...transient, cause: 'permanent' as const, code: 'AccessDenied' };
    expect(
      plan({ tasks: listed(), ...unread(denied) }, aDrainState(), startedAt, byName).action,
    ).toBeDefined();
  });
});

describe('a hook that is changed in mid-drain', () => {
  const strict = aHook({ specChange: { deadlineSeconds: 7200 } });
  const before: DrainState = plan({ ...running, ...ofHook({ lifecycleHook: known(strict) }) }).state;
  const after = (change: Parameters<typeof aHook>[0] | null, state = before) =>
    plan(
      { ...running, ...ofHook({ lifecycleHook: known(change === null ? null : aHook(change)) }) },
      state,
      startedAt + hour,
    );

  it('keeps the global timeout that it had', () => {
    expect(after({ heartbeatTimeoutSeconds: 30, globalTimeoutSeconds: 3000 }).action).toBeUndefined();
  });

  it.each([
    ['deleted', null],
    ['given metadata that is not understood', { metadataProblem: 'deadlineSecond: unknown' }],
  ])('%s keeps the spec that it had', (_, change) => {
    expect(after(change).state.spec.deadlineSeconds).toBe(7200);
  });
});

describe('two hooks of ours', () => {
  it('one that reaches its global timeout does not end the other', () => {
    const short = { ...notice, lifecycleHookName: 'short' };
    const hooks = {
      lifecycleHooks: [notice, short].map((one) => ({
        ...one,
        lifecycleHook: known(
          aHook({ name: one.lifecycleHookName, globalTimeoutSeconds: one === short ? 3000 : 172_800 }),
        ),
        heartbeat: { kind: 'not-due' as const },
      })),
    };
    const first = plan({ ...running, ...hooks }, applyNotice(aDrainState(), short), startedAt);
    expect(plan({ ...running, ...hooks }, first.state, startedAt + 2_950_000).action).toMatchObject({
      kind: 'complete-lifecycle-action',
      lifecycleAction: { lifecycleHookName: 'short' },
    });
  });
});
