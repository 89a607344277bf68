import {
  isCallError,
  unknown,
  type Observation,
  type CallError,
} from '../../../../../src/domain/drain/observation/observation';
import { callErrorsOf } from '../../../../../src/domain/drain/state/call-errors';
import {
  aConfirmedState,
  aHookObservation,
  anObservation,
  aTask,
  plan,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

const callError = (operation: string, code = 'ServerException'): CallError => ({
  ...transient,
  operation,
  code,
});
const lost = (operation: string) => unknown(callError(operation));

it.each<[string, Partial<Observation>]>([
  ['the instance', { autoScalingInstance: lost('x') }],
  ['a hook', { lifecycleHooks: [aHookObservation({ lifecycleHook: lost('x') })] }],
  ['a heartbeat', { lifecycleHooks: [aHookObservation({ heartbeat: lost('x') })] }],
  ['the group', { group: lost('x') }],
  ['the container instance', { containerInstance: lost('x') }],
  ['the tasks', { tasks: lost('x') }],
  ['the services', { services: lost('x') }],
  ['the stop timeouts', { stopTimeouts: [lost('x')] }],
  ['the protected tasks', { protections: lost('x') }],
])('what hides %s is a call error', (_, seen) => {
  expect(callErrorsOf(anObservation(seen))).toEqual([callError('x')]);
});

it('a call error keeps the time since when its operation has it, and is sorted by operation', () => {
  const [first, second, third] = [startedAt + 1000, startedAt + 2000, startedAt + 3000];
  const seen = (services: CallError, stopTimeouts: CallError) => ({
    ...withTasks(aTask()),
    services: unknown(services),
    stopTimeouts: [unknown(stopTimeouts)],
  });
  const one = plan(seen(callError('b'), callError('a')), aConfirmedState(), first);
  expect(one.status.callErrors.map(({ operation, since }) => [operation, since])).toEqual([
    ['a', first],
    ['b', first],
  ]);
  const two = plan(seen(callError('b', 'Other'), callError('a')), one.state, second);
  expect(two.status.callErrors.map(({ since }) => since)).toEqual([first, second]);
  const three = plan(seen(callError('b', 'Other'), callError('c')), two.state, third);
  expect(three.status.callErrors.map(({ operation, since }) => [operation, since])).toEqual([
    ['b', second],
    ['c', third],
  ]);
});

it.each([
  [callError('x'), true],
  [null, false],
  ['text', false],
  [{ operation: 'x', code: 'y' }, false],
  [{ operation: 'x', cause: 'transient' }, false],
  [{ code: 'y', cause: 'transient' }, false],
])('%j is a call error: %s', (value, is) => {
  expect(isCallError(value)).toBe(is);
});
