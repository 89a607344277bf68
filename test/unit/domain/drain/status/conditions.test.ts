import { known, unknown, type Observation } from '../../../../../src/domain/drain/observation/observation';
import type { ConditionType } from '../../../../../src/domain/drain/vocabulary/conditions';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aHookObservation,
  aService,
  aTask,
  ofHook,
  plan,
  serviceTask,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

const now = startedAt + 60_000;
const running = withTasks(serviceTask());
const stopping = (stoppingAt: number) =>
  withTasks(aTask({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING', stoppingAt }));

const typesOf = (
  seen: Partial<Observation>,
  state = aConfirmedState(),
  at = now,
  spec = defaultSpec,
): ConditionType[] => plan(seen, state, at, spec).status.conditions.map(({ type }) => type);

describe('conditions', () => {
  it('none holds for a drain that goes well', () => {
    expect(typesOf({ ...running, services: known([aService()]) })).toEqual([]);
  });

  it.each<[ConditionType, Partial<Observation>, Partial<Spec>?]>([
    ['AwsUnreachable', { ...running, tasks: unknown(transient) }],
    [
      'AccessDenied',
      { ...running, services: unknown({ ...transient, cause: 'permanent', code: 'AccessDeniedException' }) },
    ],
    [
      'CallRefused',
      {
        ...running,
        services: unknown({ ...transient, cause: 'permanent', code: 'InvalidParameterException' }),
      },
    ],
    [
      'BadMetadata',
      {
        ...running,
        ...ofHook({ lifecycleHook: known(aHook({ metadataProblem: 'resyncSeconds: expected a number' })) }),
      },
    ],
    [
      'NoReplacement',
      {
        ...running,
        services: known([
          aService({ placementFailure: { at: now, message: '(service web) was unable to place a task' } }),
        ]),
      },
    ],
    ['NoRoomToMove', { ...running, services: known([aService({ maximumPercent: 100 })]) }],
    ['IgnoresSigterm', stopping(now - 30_001)],
    ['HookTooShort', running, { deadlineSeconds: 172_801 }],
    ['HookTooShort', running, { stopTimeoutSeconds: 172_801 }],
    ['DeadlineApproaching', running, { deadlineSeconds: 100 }],
  ])('%s', (type, seen, change = {}) => {
    expect(typesOf(seen, aConfirmedState(), now, { ...defaultSpec, ...change })).toContain(type);
  });

  it.each<[string, Partial<Observation>]>([
    ['a task within its stop timeout', stopping(now - 30_000)],
    [
      'a placement failure of a service that has no task here',
      {
        ...withTasks(aTask()),
        services: known([aService({ placementFailure: { at: now, message: 'no' } })]),
      },
    ],
    [
      'a DAEMON service of 0/100',
      {
        ...running,
        services: known([
          aService({ schedulingStrategy: 'DAEMON', minimumHealthyPercent: 0, maximumPercent: 100 }),
        ]),
      },
    ],
    [
      'a service that may have fewer',
      { ...running, services: known([aService({ minimumHealthyPercent: 50, maximumPercent: 100 })]) },
    ],
  ])('not for %s', (_, seen) => {
    expect(typesOf(seen)).toEqual([]);
  });

  it.each([
    [0, 100, 100, false],
    [1, 100, 150, true],
    [2, 100, 150, false],
    [3, 90, 100, true],
    [10, 90, 100, false],
  ])('%d tasks of %d/%d can never move: %s', (desiredCount, minimumHealthyPercent, maximumPercent, never) => {
    const web = aService({ desiredCount, minimumHealthyPercent, maximumPercent });
    expect(typesOf({ ...running, services: known([web]) })).toEqual(never ? ['NoRoomToMove'] : []);
  });

  it('HookExpiresSoon when less than half of its timeout is left, or ten minutes, and tasks are left', () => {
    const unheard = aHookObservation({ lifecycleHook: known(aHook({ heartbeatTimeoutSeconds: 300 })) });
    const seen = { ...running, lifecycleHooks: [unheard] };
    expect(typesOf(seen, aConfirmedState(), startedAt + 150_000)).not.toContain('HookExpiresSoon');
    expect(typesOf(seen, aConfirmedState(), startedAt + 150_001)).toContain('HookExpiresSoon');
    const long = { ...running, lifecycleHooks: [aHookObservation()] };
    expect(typesOf(long, aConfirmedState(), startedAt + 3_000_000)).not.toContain('HookExpiresSoon');
    expect(typesOf(long, aConfirmedState(), startedAt + 3_000_001)).toContain('HookExpiresSoon');
    expect(
      typesOf({ lifecycleHooks: [aHookObservation()] }, aConfirmedState(), startedAt + 3_000_001),
    ).toEqual([]);
  });

  it('keep the time since which they hold, and go when they no longer do', () => {
    const blind = { ...running, tasks: unknown(transient) };
    const first = plan(blind, aConfirmedState(), now);
    const second = plan(blind, first.state, now + 60_000);
    expect(second.status.conditions).toMatchObject([{ type: 'AwsUnreachable', since: now }]);
    expect(plan(running, second.state, now + 120_000).status.conditions).toEqual([]);
  });
});

describe('what a task waits for', () => {
  const waits = (seen: Partial<Observation>, spec = defaultSpec) =>
    plan(seen, aConfirmedState(), now, spec).status.tasks?.map(({ waitsFor }) => waitsFor);
  const stop = (order: number) => ({ kind: 'stop', afterSeconds: 3600, order }) as const;

  it.each<[string, Partial<Observation>, Partial<Spec>?]>([
    ['StillServing', { ...running, services: known([aService()]) }],
    [
      'NoReplacement',
      { ...running, services: known([aService({ placementFailure: { at: now, message: 'no' } })]) },
    ],
    ['NoRoomToMove', { ...running, services: known([aService({ maximumPercent: 100 })]) }],
    ['GoesLast', { ...running, services: known([aService({ schedulingStrategy: 'DAEMON' })]) }],
    ['RunsToItsEnd', withTasks(aTask())],
    ['HasGrace', withTasks(aTask()), { standaloneGraceSeconds: 3600 }],
    ['InStopTimeout', stopping(now - 1000)],
    ['IgnoresSigterm', stopping(now - 31_000)],
    [
      'Skipped',
      withTasks(aTask()),
      { taskRules: [{ name: 'x', match: { family: 'batch' }, behavior: { kind: 'skip' } }] },
    ],
  ])('%s', (waitsFor, seen, change = {}) => {
    expect(waits(seen, { ...defaultSpec, ...change })).toEqual([waitsFor]);
  });

  it('AwaitsLowerOrder', () => {
    const taskRules = [
      { name: 'web', match: { group: 'service:web' }, behavior: stop(1) },
      { name: 'batch', match: { family: 'batch' }, behavior: stop(2) },
    ];
    expect(waits(withTasks(serviceTask(), aTask()), { ...defaultSpec, taskRules })).toEqual([
      'HasGrace',
      'AwaitsLowerOrder',
    ]);
  });

  it('since when, and until when', () => {
    const { tasks } = plan(stopping(now - 1000), aConfirmedState(), now).status;
    expect(tasks).toMatchObject([{ since: now - 1000, until: now + 29_000 }]);
  });
});
