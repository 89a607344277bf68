import fc from 'fast-check';
import type { Checkpoint } from '../../../../../src/domain/drain/decide';
import { fingerprintOf } from '../../../../../src/domain/format/fingerprint';
import type { DrainState } from '../../../../../src/domain/drain/state/drain-state';
import type { Task } from '../../../../../src/domain/drain/observation/observation';
import { packTasks, unpackKnownTasks, unpackTasks } from '../../../../../src/domain/drain/state/packed-tasks';
import { recordedStateOf } from '../../../../../src/domain/drain/state/recorded-state';
import {
  aConfirmedState,
  aHost,
  aService,
  aStopTimeout,
  aTask,
  definitionArn,
  selfStarted,
  serviceTask,
  startedAt,
  withListing,
} from '../../../../support/observations';

const byArn = <T extends Pick<Task, 'taskArn'>>(tasks: readonly T[] = []) =>
  [...tasks].sort((a, b) => (a.taskArn < b.taskArn ? -1 : a.taskArn > b.taskArn ? 1 : 0));

const text = fc.string({ maxLength: 12 });
const anyTask: fc.Arbitrary<Task> = fc.record({
  taskArn: fc.oneof(
    text,
    fc.tuple(text, text).map(([prefix, id]) => `${prefix}/${id}`),
  ),
  lastStatus: fc.constantFrom('RUNNING', 'PENDING', 'DEACTIVATING'),
  desiredStatus: fc.constantFrom('RUNNING', 'STOPPED'),
  group: fc.option(text, { nil: undefined }),
  startedBy: fc.option(text, { nil: undefined }),
  taskDefinitionArn: fc.option(text, { nil: undefined }),
  stoppingAt: fc.option(fc.nat(), { nil: undefined }),
});

function recorded(tasks: readonly Task[]): [unknown, unknown] {
  const packed = packTasks(tasks);
  return [JSON.parse(JSON.stringify(packed.tasks)), JSON.parse(JSON.stringify(packed.taskKinds))];
}

describe('packed tasks', () => {
  it('are unpacked as they were, once recorded', () => {
    const tasks = fc.uniqueArray(anyTask, { selector: ({ taskArn }) => taskArn });
    fc.assert(fc.property(tasks, (all) => expect(byArn(unpackTasks(...recorded(all)))).toEqual(byArn(all))));
  });

  it('are known without what never changes of them', () => {
    const known = ({ taskArn, lastStatus, desiredStatus, stoppingAt }: Task) => ({
      taskArn,
      lastStatus,
      desiredStatus,
      stoppingAt,
    });
    const all = [aTask(), aTask({ stoppingAt: startedAt })];
    expect(byArn(unpackKnownTasks(recorded(all)[0]))).toEqual(byArn(all.map(known)));
  });

  it.each([undefined, null, 'tasks', { version: 2, groups: [] }, { version: 1, groups: [{ prefix: 1 }] }])(
    '%j is not understood',
    (packed) => {
      const [tasks, taskKinds] = recorded([aTask()]);
      expect(unpackTasks(packed, taskKinds)).toBeUndefined();
      expect(unpackTasks(tasks, packed)).toBeUndefined();
      expect(unpackTasks(tasks, { version: 1, prefix: '', kinds: [] })).toBeUndefined();
      expect(unpackKnownTasks(packed)).toBeUndefined();
    },
  );
});

/** The n-th of the services of a host. */
const inService = (index: number, change: Partial<Task> = {}): Task =>
  serviceTask({
    group: `service:web-${index}`,
    startedBy: `ecs-svc/${String(1_000_000_000_000_000_000n + BigInt(index))}`,
    taskDefinitionArn: definitionArn(`web-${index}`),
    ...change,
  });

const shapes: Readonly<Record<string, (index: number) => Task>> = {
  'of one service': () => inService(0),
  'of one service, each told to stop at a time of its own': (index) =>
    inService(0, { desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING', stoppingAt: startedAt + index }),
  'of four services, and standalone, a tenth of them being stopped': (index) => {
    if (index % 10 === 9) return inService(0, { desiredStatus: 'STOPPED', stoppingAt: startedAt + index });
    return index % 5 === 4 ? aTask() : inService(index % 5);
  },
  'of one service beside daemons that the host started': (index) =>
    index < 3 ? selfStarted() : inService(0),
};

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** A drain with these tasks, as it is after some observations: with what is known of their services. */
function standpointWith(tasks: readonly Task[]): Checkpoint {
  const services = new Set(
    tasks.flatMap(({ group }) => (group?.startsWith('service:') ? [group.slice(8)] : [])),
  );
  const state: DrainState = aConfirmedState(
    {},
    {
      host: withListing(tasks, { containerInstance: aHost({ runningTasksCount: tasks.length }) }),
      services: [...services].map((serviceName) => aService({ serviceName })),
      stopTimeouts: tasks.length === 0 ? [] : [aStopTimeout({ saidSeconds: 30 })],
      fingerprint: fingerprintOf(tasks),
    },
  );
  return {
    state,
    phase: 'wait-for-tasks',
    reason: 'TasksRunning',
    observeAt: startedAt,
    decidedAt: startedAt,
  };
}

/** What tasks of a service share is kept once: for few tasks it weighs more than they do. */
const sharedBytes = 2_000;

describe.each(Object.entries(shapes))('tasks %s', (_, shape) => {
  it.each([
    [10, 1_000 + sharedBytes],
    [50, 5_000],
    [100, 10_000],
  ])('%d of them take at most %d bytes, of their part and of the whole state', (count, bytes) => {
    const tasks = Array.from({ length: count }, (_, index) => shape(index));
    const recorded = recordedStateOf(standpointWith(tasks));
    expect(sizeOf([recorded['tasks'], recorded['taskKinds']])).toBeLessThanOrEqual(bytes);
    expect(sizeOf(recorded) - sizeOf(recordedStateOf(standpointWith([])))).toBeLessThanOrEqual(bytes);
  });
});

it('ten tasks of one service take at most 100 bytes a task', () => {
  const recorded = recordedStateOf(standpointWith(Array.from({ length: 10 }, () => inService(0))));
  expect(sizeOf(recorded) - sizeOf(recordedStateOf(standpointWith([])))).toBeLessThanOrEqual(1_000);
});
