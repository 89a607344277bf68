import { starting } from '../../../../src/reconcile/decide';
import type { Task } from '../../../../src/reconcile/observation';
import { standpointIn, stateOf } from '../../../../src/reconcile/state/state';
import {
  aConfirmedMemory,
  aHost,
  aService,
  aStopTimeout,
  aTask,
  definitionArn,
  selfStarted,
  serviceTask,
  startedAt,
} from '../../../support/looks';

/** Ten tasks of a kind: of a service, then such as ran by themselves. */
function mixed(index: number): Task {
  const kind = Math.floor(index / 10);
  const name = `checkout-${kind}`;
  return kind % 2 === 0
    ? serviceTask({ group: `service:${name}`, taskDefinitionArn: definitionArn(name) })
    : selfStarted({ group: `family:${name}`, taskDefinitionArn: definitionArn(name) });
}

function stateWith(tasks: readonly Task[]) {
  const definitions = [...new Set(tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []))];
  const services = [...new Set(tasks.flatMap(({ group }) => group?.match(/^service:(.*)/)?.[1] ?? []))];
  const memory = aConfirmedMemory(
    {},
    {
      containerInstance: aHost(),
      tasks,
      services: services.map((serviceName) => aService({ serviceName })),
      stopTimeouts: definitions.map((taskDefinitionArn) => ({
        ...aStopTimeout({ saidSeconds: 30, silentContainers: 1 }),
        taskDefinitionArn,
      })),
    },
  );
  return stateOf(starting(memory, startedAt));
}

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

describe('the state of a drain', () => {
  it.each([10, 50, 100])('has at most 100 bytes a task, with %i tasks', (count) => {
    const tasks = Array.from({ length: count }, (_, index) => mixed(index));
    const perTask = (bytes(stateWith(tasks)) - bytes(stateWith([]))) / count;
    expect(perTask).toBeLessThanOrEqual(100);
  });

  it.each([
    ['as they are', (task: Task) => task],
    [
      'that are being stopped',
      (task: Task) => ({ ...task, desiredStatus: 'STOPPED', stoppingAt: startedAt }),
    ],
    ['in the short ARN format', (task: Task) => ({ ...task, taskArn: task.taskArn.replace('/demo/', '/') })],
    ['of which nothing is said', (task: Task) => ({ ...task, group: undefined, startedBy: undefined })],
    ['without a definition', (task: Task) => ({ ...task, taskDefinitionArn: undefined })],
  ])('gives tasks back: %s', (_name, change) => {
    const tasks = Array.from({ length: 12 }, (_, index) =>
      index % 3 === 0 ? change(mixed(index)) : mixed(index),
    );
    const back = standpointIn(stateWith(tasks)).memory.tasks ?? [];
    const sorted = (list: readonly Task[]) => [...list].sort((a, b) => (a.taskArn < b.taskArn ? -1 : 1));
    expect(sorted(back)).toEqual(sorted(tasks));
  });

  it('forgets tasks of which a part is not understood', () => {
    const state = stateWith([aTask()]);
    expect(standpointIn({ ...state, taskKinds: { version: 2 } }).memory.tasks).toBeUndefined();
    expect(standpointIn({ ...state, tasks: { version: 2 } }).memory.tasks).toBeUndefined();
  });
});
