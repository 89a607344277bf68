import fc from 'fast-check';
import { starting, type Checkpoint } from '../../../../../src/domain/drain/decide';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  changedParts,
  knownHostIn,
  checkpointIn,
  recordedStateOf,
  UnknownStateError,
} from '../../../../../src/domain/drain/state/recorded-state';
import {
  aConfirmedState,
  aRegistration,
  anAction,
  aRequest,
  aService,
  aStopTimeout,
  aTask,
  clusterArn,
  containerInstanceArn,
  ec2InstanceId,
  selfStarted,
  serviceTask,
  startedAt,
  transient,
  aHost,
} from '../../../../support/observations';

const attribution = { by: 'ana', reason: 'an incident', at: startedAt };
const callError = { ...transient, since: startedAt };

const tasks = [aTask(), selfStarted({ stoppingAt: startedAt }), serviceTask({ lastStatus: 'PENDING' })];
const registration = aRegistration({
  drainingRequest: { acceptedAt: startedAt + 8 },
  drainingSince: startedAt + 9,
  agentDisconnectedSince: startedAt + 10,
  protections: [],
  listing: { tasks, emptySince: startedAt + 11 },
});

/** A value of each member that is not the one that it begins with. */
const told: { readonly [M in keyof DrainState]-?: Exclude<DrainState[M], undefined> } = {
  ec2InstanceId,
  startedAt,
  observationCount: 7,
  spec: { ...defaultSpec, deadlineSeconds: 600, groups: ['web-*'], taskRules: [] },
  lifecycleActions: aConfirmedState({ tokenIsStale: true }).lifecycleActions,
  ec2Notices: [{ kind: 'spot-interruption', ec2InstanceId }],
  reclaim: { kind: 'reclaimed', cause: 'spot-interruption', deadlineAt: startedAt + 120_000 },
  operatorRequest: aRequest({ deadlineAt: startedAt + 2 }),
  cancelled: ['web/drain'],
  noticeDeadlineAt: startedAt + 3,
  commands: [{ kind: 'pause', ...attribution }],
  intervention: { kind: 'pause', ...attribution },
  extension: { kind: 'extend', ...attribution, deadlineAt: startedAt + 4 },
  limits: { allPaused: attribution, hasPermit: true },
  permitRequestedAt: startedAt + 5,
  planned: [
    {
      at: startedAt,
      phase: 'set-draining',
      action: { kind: 'set-draining', clusterArn, containerInstanceArn },
    },
  ],
  heartbeats: 3,
  lifecycle: { kind: 'not-waiting', stage: 'gone', unconfirmedSince: startedAt, hasWaited: true },
  groupOfInstance: 'web',
  group: { retainsAbandoned: true },
  groupSettings: [{ deadlineSeconds: 60 }],
  host: registration,
  tasksStopped: 4,
  services: [aService()],
  stopTimeouts: [aStopTimeout({ saidSeconds: 90 })],
  unchangedSince: startedAt + 12,
  fingerprint: 'abc',
  callErrors: [callError],
  actionError: callError,
  conditions: [],
  completionSent: 'drained',
  progress: {
    kind: 'ended',
    outcome: 'drained',
    endedAt: startedAt + 12,
    cancelledAt: startedAt + 13,
    isPermitReturned: true,
    isPublished: false,
  },
};

const withTasks = (some: typeof tasks) => ({
  ...registration,
  listing: { tasks: some, emptySince: startedAt + 11 },
});

const aStandpoint = (state: DrainState): Checkpoint => ({
  state,
  phase: 'wait-for-tasks',
  reason: 'TasksRunning',
  observeAt: startedAt + 60_000,
  decidedAt: startedAt + 1_000,
});

const everything = aStandpoint(told);
const durable = ['core', 'notices', 'host'];
const rebuilt = ['facts', 'callErrors', 'spec', 'tasks', 'taskKinds'];
const asRecorded = (state: unknown) => JSON.parse(JSON.stringify(state)) as Record<string, unknown>; // JSON's own contract

describe('the state of a drain', () => {
  it('is read as it was written, whatever is known', () => {
    const members = fc.subarray(Object.keys(told) as (keyof DrainState)[]); // its keys are a state's
    fc.assert(
      fc.property(members, fc.option(fc.nat(), { nil: undefined }), (some, observeAt) => {
        const state = {
          ...newDrainState(ec2InstanceId, startedAt),
          ...Object.fromEntries(some.map((member) => [member, told[member]])),
        };
        const checkpoint = { ...aStandpoint(state), observeAt };
        expect(checkpointIn(asRecorded(recordedStateOf(checkpoint)))).toEqual(checkpoint);
      }),
    );
  });

  it('holds every part, and no other', () => {
    expect(Object.keys(recordedStateOf(everything)).sort()).toEqual([...durable, ...rebuilt].sort());
  });

  it.each(durable)('that is of an unknown version in %s is not read: nothing is done by it', (name) => {
    const recorded = asRecorded(recordedStateOf(everything));
    const unknownPart = { ...recorded, [name]: Object.assign({}, recorded[name], { version: 2 }) };
    expect(() => checkpointIn(unknownPart)).toThrow(UnknownStateError);
    expect(() => checkpointIn(unknownPart)).toThrow(name);
    const { [name]: _, ...without } = recorded;
    expect(() => checkpointIn(without)).toThrow(UnknownStateError);
  });

  it.each([
    ['facts', ['services', 'stopTimeouts', 'group', 'groupSettings']],
    ['callErrors', ['callErrors', 'actionError', 'conditions', 'limits']],
  ] as const)('that is of an unknown version in %s is read without it: it is seen again', (name, members) => {
    const recorded = {
      ...asRecorded(recordedStateOf(everything)),
      [name]: { version: 2, groups: 'another' },
    };
    const { state } = checkpointIn(recorded);
    const fresh = newDrainState(ec2InstanceId, startedAt);
    const expected = Object.fromEntries(members.map((member) => [member, fresh[member]]));
    expect(state).toEqual({ ...told, ...expected });
  });

  it.each(['tasks', 'taskKinds'])(
    'that is of an unknown version in %s is read without its listing: it is made again',
    (name) => {
      const recorded = {
        ...asRecorded(recordedStateOf(everything)),
        [name]: { version: 2, groups: 'another' },
      };
      expect(checkpointIn(recorded).state).toEqual({
        ...told,
        host: { ...registration, listing: undefined },
      });
    },
  );

  it('that is of an unknown version in spec touches nothing until a worker has said how it acts', () => {
    const state = { ...asRecorded(recordedStateOf(everything)), spec: { version: 2, deadlineSeconds: 1 } };
    expect(checkpointIn(state).state.spec).toEqual({ ...defaultSpec, mode: 'shadow' });
  });

  it('is read where a later version has added to it', () => {
    const recorded = asRecorded(recordedStateOf(everything));
    const added = {
      ...recorded,
      core: Object.assign({}, recorded['core'], { colour: 'blue' }),
      another: { version: 1 },
    };
    const { state } = checkpointIn(added);
    const known = Object.fromEntries(Object.entries(state).filter(([member]) => Object.hasOwn(told, member)));
    expect(known).toEqual(told);
  });

  it('touches nothing until a worker has said how it acts', () => {
    expect(
      checkpointIn({ ...recordedStateOf(starting(newDrainState(ec2InstanceId, startedAt), startedAt)) }).state
        .spec.mode,
    ).toBe('shadow');
  });

  it('tells of the host what an observation goes by', () => {
    const { host, tasks: recordedTasks } = recordedStateOf(everything);
    expect(knownHostIn(host, recordedTasks)).toEqual({
      containerInstance: registration.containerInstance,
      tasks: tasks.map(({ taskArn, lastStatus, desiredStatus, stoppingAt }) => ({
        taskArn,
        lastStatus,
        desiredStatus,
        stoppingAt,
      })),
    });
    expect(knownHostIn({ version: 2 }, null)).toEqual({ containerInstance: undefined, tasks: undefined });
  });
});

describe('the parts that have changed', () => {
  it.each<[string, Partial<DrainState>, readonly string[]]>([
    ['nothing', {}, []],
    ['an observation more', { observationCount: 8, fingerprint: 'abd' }, ['core']],
    ['a command', { intervention: undefined }, ['notices']],
    ['a task less', { host: withTasks(tasks.slice(1)) }, ['tasks', 'taskKinds']],
    [
      'a task that stops',
      { host: withTasks(tasks.map((task) => ({ ...task, desiredStatus: 'STOPPED' }))) },
      ['tasks'],
    ],
    ['a call error', { callErrors: [] }, ['callErrors']],
    ['a service', { services: [aService({ runningCount: 1 })] }, ['facts']],
    ['the host', { host: { ...registration, containerInstance: aHost({ status: 'ACTIVE' }) } }, ['host']],
    ['a setting', { spec: { ...told.spec, deadlineSeconds: 601 } }, ['spec']],
    ['an action', { lifecycleActions: [anAction()] }, ['notices']],
  ])('%s', (_, change, names) => {
    const before = recordedStateOf(everything);
    expect(Object.keys(changedParts(before, recordedStateOf(aStandpoint({ ...told, ...change }))))).toEqual(
      names,
    );
  });

  it('are all of them at first', () => {
    expect(Object.keys(changedParts(undefined, recordedStateOf(everything)))).toHaveLength(8);
  });

  it('are null where there is none any more', () => {
    const { tasks: before, ...without } = recordedStateOf(everything);
    expect(before).toBeDefined();
    const after = recordedStateOf(aStandpoint({ ...told, host: { ...registration, listing: undefined } }));
    const { host: _, ...changed } = changedParts(recordedStateOf(everything), after);
    expect(changed).toEqual({ tasks: null, taskKinds: null });
    expect(changedParts({ ...without }, { tasks: null })).toEqual({});
  });
});
