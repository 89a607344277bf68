import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import { known, unknown, type Observation } from '../../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  aTask,
  plan,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

const now = startedAt + 1000;
const active = {
  containerInstance: known(aHost({ status: 'ACTIVE', runningTasksCount: 2 })),
  tasks: undefined,
};
const protectedUntil = (...until: number[]): Partial<Observation> => ({
  ...active,
  protections: known(until.map((at) => ({ taskArn: aTask().taskArn, protectedUntil: at }))),
});

describe('protect: DRAINING is held back for protected tasks', () => {
  it('until the last protection ends', () => {
    const until = now + 60_000;
    const held = plan(protectedUntil(now + 5000, until), aConfirmedState(), now);
    expect(held).toMatchObject({ action: undefined, status: { phase: 'protect', reason: 'TasksProtected' } });
    expect(plan(protectedUntil(now + 5000, until), held.state, until - 1).action).toBeUndefined();
    expect(plan(protectedUntil(now + 5000, until), held.state, until).action?.kind).toBe('set-draining');
  });

  it('and observes again no later than when it ends', () => {
    const quiet = aConfirmedState({}, { unchangedSince: startedAt - 10 ** 9 });
    expect(plan(protectedUntil(now + 4000), quiet, now).nextObservationAt).toBe(now + 4000);
  });

  it('but not past the time that a stop needs before the deadline', () => {
    const spec: Spec = { ...defaultSpec, deadlineSeconds: 1000 };
    // 1,000 s less 300 s of deregistration, two stop timeouts and a minute.
    const stopsBy = startedAt + 1_000_000 - 420_000;
    const for2Hours = protectedUntil(startedAt + 7_200_000);
    const held = plan(for2Hours, aConfirmedState(), stopsBy - 1, spec);
    expect(held).toMatchObject({ action: undefined, nextObservationAt: stopsBy });
    expect(plan(for2Hours, held.state, stopsBy, spec).action?.kind).toBe('set-draining');
  });

  it.each([
    [
      'the spec drains protected tasks anyway',
      protectedUntil(now + 9000),
      { protectedTasks: 'override' as const },
    ],
    ['nothing is protected', protectedUntil(), {}],
    [
      'we may not ask what is protected',
      {
        ...active,
        protections: unknown({
          ...transient,
          cause: 'permanent' as const,
          code: 'AccessDeniedException',
        }),
      },
      {},
    ],
  ])('not when %s', (_, world, change) => {
    expect(plan(world, aConfirmedState(), now, { ...defaultSpec, ...change }).action?.kind).toBe(
      'set-draining',
    );
  });

  it('also for a protection that was seen, while nobody says whether it still holds', () => {
    const held = plan(protectedUntil(now + 60_000), aConfirmedState(), now);
    const denied = unknown({ ...transient, cause: 'permanent' as const, code: 'AccessDeniedException' });
    expect(plan({ ...active, protections: denied }, held.state, now + 1000).action).toBeUndefined();
  });

  it('while it is not known, and the refusal is none of our role', () => {
    const refused = unknown({ ...transient, cause: 'permanent' as const, code: 'InvalidParameterException' });
    expect(plan({ ...active, protections: refused }, aConfirmedState(), now).action).toBeUndefined();
  });

  it('while what is protected cannot be seen', () => {
    const blind = plan({ ...active, protections: unknown(transient) }, aConfirmedState(), now);
    expect(blind).toMatchObject({ action: undefined, status: { phase: 'protect', reason: 'CannotSee' } });
  });

  it('asks at once for what it does not know', () => {
    const first = plan({ ...active, protections: undefined }, aConfirmedState(), now);
    expect(first).toMatchObject({ action: undefined, nextObservationAt: now });
    expect(nextObservation(first.state, now).protections).toBe(true);
  });

  it('never again once it was DRAINING, and asks no more', () => {
    const draining = plan(withTasks(aTask()), aConfirmedState(), now);
    expect(nextObservation(draining.state, now).protections).toBe(false);
    const setBack = plan(protectedUntil(now + 900_000), draining.state, now + 5000);
    expect(setBack.action?.kind).toBe('set-draining');
  });

  it('nor once DRAINING was ordered', () => {
    const ordered = conclude(plan(active, aConfirmedState(), now), { kind: 'done' }, now).state;
    expect(plan(protectedUntil(now + 900_000), ordered, now + 60_000).action?.kind).toBe('set-draining');
  });
});
