import { completed, changesIn } from '../../../../../src/domain/drain/observation/changes';
import { starting, type Checkpoint } from '../../../../../src/domain/drain/decide';
import { valueOf } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  checkpointIn,
  recordedStateOf,
  UnknownStateError,
} from '../../../../../src/domain/drain/state/recorded-state';
import {
  aConfirmedState,
  aRegistration,
  anObservation,
  aService,
  aTask,
  listed,
  startedAt,
  withListing,
} from '../../../../support/observations';
import { knownHostOf } from '../../../../../src/domain/drain/observation/observation-request';

const task = aTask({ desiredStatus: 'STOPPED', stoppingAt: startedAt });
const state = aConfirmedState(
  {},
  {
    host: withListing([task]),
    services: [aService()],
    spec: { ...defaultSpec, resyncSeconds: 7 },
  },
);
const unlisted = aRegistration({ drainingSince: startedAt });
const checkpoint: Checkpoint = { ...starting(state, startedAt), phase: 'wait-for-tasks' };
const recorded = recordedStateOf(checkpoint);
const ofVersion2 = (part: string) => ({ ...recorded, [part]: { version: 2, another: 'shape' } });

describe('the state of a drain', () => {
  it('is what was known, once it is read again', () => {
    expect(checkpointIn(recorded)).toEqual(checkpoint);
  });

  it.each(['core', 'notices', 'host'])('is not read where its part %s is of another version', (part) => {
    expect(() => checkpointIn(ofVersion2(part))).toThrow(UnknownStateError);
    expect(() => checkpointIn(ofVersion2(part))).toThrow(`does not understand the drain's state (${part}: `);
  });

  it.each([
    ['facts', { services: [] }],
    ['callErrors', { callErrors: [] }],
    ['tasks', { host: unlisted }],
    ['taskKinds', { host: unlisted }],
    // As in a new drain: nothing is touched until a worker has said how it acts.
    ['spec', { spec: { ...defaultSpec, mode: 'shadow' } }],
  ])('is read without its part %s where that is of another version', (part, without) => {
    expect(checkpointIn(ofVersion2(part))).toEqual({ ...checkpoint, state: { ...state, ...without } });
  });

  it('is read without parts and members that another version has added', () => {
    const core = { ...Object(recorded['core']), mood: 'calm' } as object; // a part is an object
    const read = checkpointIn({ ...recorded, core, forecast: { version: 1 } });
    expect(recordedStateOf(read)).toEqual(recorded);
  });
});

describe('a listing that leaves out what another version knew', () => {
  const seen = anObservation({ tasks: listed(task) });
  const answer = changesIn(seen, { services: [] }, knownHostOf(state));
  const tasksIn = (before: typeof state) => valueOf(completed(answer, before).tasks);

  it('is whole where it is known here too', () => {
    expect(tasksIn(state)).toMatchObject({ listed: true, tasks: [task] });
  });

  it('is no listing where it is not: a task may still be stopping', () => {
    const { state: without } = checkpointIn(ofVersion2('tasks'));
    expect(tasksIn(without)).toEqual({ listed: false, tasks: [] });
  });

  it('is one where nothing was left out', () => {
    const whole = changesIn(seen, { services: [] }, { ...knownHostOf(state), tasks: undefined });
    expect(valueOf(completed(whole, { ...state, host: unlisted }).tasks)).toEqual({
      listed: true,
      tasks: [task],
    });
  });
});
