import {
  isTrouble,
  unknown,
  type Observation,
  type Trouble,
} from '../../../../../src/domain/drain/observation/observation';
import { troublesOf } from '../../../../../src/domain/drain/state/troubles';
import {
  aConfirmedMemory,
  aHookLook,
  anObservation,
  aTask,
  plan,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/looks';

const trouble = (operation: string, code = 'ServerException'): Trouble => ({ ...transient, operation, code });
const lost = (operation: string) => unknown(trouble(operation));

it.each<[string, Partial<Observation>]>([
  ['the instance', { autoScalingInstance: lost('x') }],
  ['a hook', { lifecycleHooks: [aHookLook({ lifecycleHook: lost('x') })] }],
  ['a heartbeat', { lifecycleHooks: [aHookLook({ heartbeat: lost('x') })] }],
  ['the group', { group: lost('x') }],
  ['the container instance', { containerInstance: lost('x') }],
  ['the tasks', { tasks: lost('x') }],
  ['the services', { services: lost('x') }],
  ['the stop timeouts', { stopTimeouts: [lost('x')] }],
  ['the protected tasks', { protections: lost('x') }],
])('what hides %s is a trouble', (_, seen) => {
  expect(troublesOf(anObservation(seen))).toEqual([trouble('x')]);
});

it('a trouble keeps the time since when its operation has it, and is sorted by operation', () => {
  const [first, second, third] = [startedAt + 1000, startedAt + 2000, startedAt + 3000];
  const seen = (services: Trouble, stopTimeouts: Trouble) => ({
    ...withTasks(aTask()),
    services: unknown(services),
    stopTimeouts: [unknown(stopTimeouts)],
  });
  const one = plan(seen(trouble('b'), trouble('a')), aConfirmedMemory(), first);
  expect(one.status.troubles.map(({ operation, since }) => [operation, since])).toEqual([
    ['a', first],
    ['b', first],
  ]);
  const two = plan(seen(trouble('b', 'Other'), trouble('a')), one.memory, second);
  expect(two.status.troubles.map(({ since }) => since)).toEqual([first, second]);
  const three = plan(seen(trouble('b', 'Other'), trouble('c')), two.memory, third);
  expect(three.status.troubles.map(({ operation, since }) => [operation, since])).toEqual([
    ['b', second],
    ['c', third],
  ]);
});

it.each([
  [trouble('x'), true],
  [null, false],
  ['text', false],
  [{ operation: 'x', code: 'y' }, false],
  [{ operation: 'x', cause: 'transient' }, false],
  [{ code: 'y', cause: 'transient' }, false],
])('%j is a trouble: %s', (value, is) => {
  expect(isTrouble(value)).toBe(is);
});
