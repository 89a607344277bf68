import fc from 'fast-check';
import { starting, type Standpoint } from '../../../../../src/domain/drain/decide';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { Reason } from '../../../../../src/domain/reasons';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  changedParts,
  knownHostIn,
  standpointIn,
  recordedStateOf,
  UnknownStateError,
} from '../../../../../src/domain/drain/state/recorded-state';
import {
  aConfirmedState,
  aHost,
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
} from '../../../../support/observations';

const attribution = { by: 'ana', reason: 'an incident', at: startedAt };
const callError = { ...transient, since: startedAt };

/** A value of each member that is not the one that it begins with. */
const told: { readonly [M in keyof DrainState]-?: Exclude<DrainState[M], undefined> } = {
  ec2InstanceId,
  startedAt,
  observationCount: 7,
  spec: { ...defaultSpec, deadlineSeconds: 600, groups: ['web-*'], taskRules: [] },
  lifecycleActions: aConfirmedState({ tokenIsStale: true }).lifecycleActions,
  ec2Notices: [{ kind: 'spot-interruption', ec2InstanceId }],
  reclaimedByEc2: { because: 'spot-interruption', deadlineAt: startedAt + 120_000 } as unknown as NonNullable<
    DrainState['reclaimedByEc2']
  >, // what it holds does not matter here
  notReclaimedSince: startedAt + 1,
  operatorRequest: aRequest({ deadlineAt: startedAt + 2 }),
  cancelled: ['web/drain'],
  noticeDeadlineAt: startedAt + 3,
  commands: [{ kind: 'pause', ...attribution }],
  paused: { kind: 'pause', ...attribution },
  released: { kind: 'release', ...attribution },
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
  confirmedAt: startedAt + 6,
  doubt: { stage: 'gone', since: startedAt },
  groupOfInstance: 'web',
  group: { retainsAbandoned: true },
  groupSettings: [{ deadlineSeconds: 60 }],
  absentSince: startedAt + 7,
  containerInstance: aHost(),
  drainingSetAt: startedAt + 8,
  drainingAsked: true,
  drainingSince: startedAt + 9,
  agentDisconnectedSince: startedAt + 10,
  tasks: [aTask(), selfStarted({ stoppingAt: startedAt }), serviceTask({ lastStatus: 'PENDING' })],
  emptySince: startedAt + 11,
  tasksStopped: 4,
  services: [aService()],
  stopTimeouts: [aStopTimeout({ saidSeconds: 90 })],
  protections: [],
  quietSince: startedAt + 12,
  fingerprint: 'abc',
  callErrors: [callError],
  actionError: callError,
  conditions: [],
  completionSent: 'drained',
  outcome: 'drained',
  cancelledAt: startedAt + 13,
  farewell: { since: startedAt, isPermitReturned: true, isPublished: false },
};

const aStandpoint = (state: DrainState): Standpoint => ({
  state,
  phase: 'wait-for-tasks',
  reason: Reason.TasksRunning,
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
        const standpoint = { ...aStandpoint(state), observeAt };
        expect(standpointIn(asRecorded(recordedStateOf(standpoint)))).toEqual(standpoint);
      }),
    );
  });

  it('holds every part, and no other', () => {
    expect(Object.keys(recordedStateOf(everything)).sort()).toEqual([...durable, ...rebuilt].sort());
  });

  it.each(durable)('that is of an unknown version in %s is not read: nothing is done by it', (name) => {
    const recorded = asRecorded(recordedStateOf(everything));
    const unknownPart = { ...recorded, [name]: Object.assign({}, recorded[name], { version: 2 }) };
    expect(() => standpointIn(unknownPart)).toThrow(UnknownStateError);
    expect(() => standpointIn(unknownPart)).toThrow(name);
    const { [name]: _, ...without } = recorded;
    expect(() => standpointIn(without)).toThrow(UnknownStateError);
  });

  it.each([
    ['facts', ['services', 'stopTimeouts', 'protections', 'group', 'groupSettings']],
    ['callErrors', ['callErrors', 'actionError', 'conditions', 'limits']],
    ['tasks', ['tasks']],
    ['taskKinds', ['tasks']],
  ] as const)('that is of an unknown version in %s is read without it: it is seen again', (name, members) => {
    const recorded = {
      ...asRecorded(recordedStateOf(everything)),
      [name]: { version: 2, groups: 'another' },
    };
    const { state } = standpointIn(recorded);
    const fresh = newDrainState(ec2InstanceId, startedAt);
    const expected = Object.fromEntries(members.map((member) => [member, fresh[member]]));
    expect(state).toEqual({ ...told, ...expected });
  });

  it('that is of an unknown version in spec touches nothing until a worker has said how it acts', () => {
    const state = { ...asRecorded(recordedStateOf(everything)), spec: { version: 2, deadlineSeconds: 1 } };
    expect(standpointIn(state).state.spec).toEqual({ ...defaultSpec, mode: 'shadow' });
  });

  it('is read where a later version has added to it', () => {
    const recorded = asRecorded(recordedStateOf(everything));
    const added = {
      ...recorded,
      core: Object.assign({}, recorded['core'], { colour: 'blue' }),
      another: { version: 1 },
    };
    const { state } = standpointIn(added);
    const known = Object.fromEntries(Object.entries(state).filter(([member]) => Object.hasOwn(told, member)));
    expect(known).toEqual(told);
  });

  it('touches nothing until a worker has said how it acts', () => {
    expect(
      standpointIn({ ...recordedStateOf(starting(newDrainState(ec2InstanceId, startedAt), startedAt)) }).state
        .spec.mode,
    ).toBe('shadow');
  });

  it('tells of the host what an observation goes by', () => {
    const { host, tasks } = recordedStateOf(everything);
    expect(knownHostIn(host, tasks)).toEqual({
      containerInstance: told.containerInstance,
      tasks: told.tasks.map(({ taskArn, lastStatus, desiredStatus, stoppingAt }) => ({
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
    ['a command', { paused: undefined }, ['notices']],
    ['a task less', { tasks: told.tasks.slice(1) }, ['tasks', 'taskKinds']],
    [
      'a task that stops',
      { tasks: told.tasks.map((task) => ({ ...task, desiredStatus: 'STOPPED' })) },
      ['tasks'],
    ],
    ['a call error', { callErrors: [] }, ['callErrors']],
    ['a service', { services: [aService({ runningCount: 1 })] }, ['facts']],
    ['the host', { containerInstance: aHost({ status: 'ACTIVE' }) }, ['host']],
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
    const { tasks: _, ...without } = told;
    const after = recordedStateOf(aStandpoint({ ...without, tasks: undefined }));
    expect(changedParts(recordedStateOf(everything), after)).toEqual({ tasks: null, taskKinds: null });
    expect(changedParts({ ...without }, { tasks: null })).toEqual({});
  });
});
