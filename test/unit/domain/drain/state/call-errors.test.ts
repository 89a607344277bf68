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

const callError = (operation: CallError['operation'], code = 'ServerException'): CallError => ({
  ...transient,
  operation,
  code,
});
const lost = (operation: CallError['operation']) => unknown(callError(operation));

it.each<[string, Partial<Observation>]>([
  ['the instance', { autoScalingInstance: lost('observe') }],
  ['a hook', { lifecycleHooks: [aHookObservation({ lifecycleHook: lost('observe') })] }],
  ['a heartbeat', { lifecycleHooks: [aHookObservation({ heartbeat: lost('observe') })] }],
  ['the group', { group: lost('observe') }],
  ['the container instance', { containerInstance: lost('observe') }],
  ['the tasks', { tasks: lost('observe') }],
  ['the services', { services: lost('observe') }],
  ['the stop timeouts', { stopTimeouts: [lost('observe')] }],
  ['the protected tasks', { protections: lost('observe') }],
])('what hides %s is a call error', (_, seen) => {
  expect(callErrorsOf(anObservation(seen))).toEqual([callError('observe')]);
});

it('a call error keeps the time since when its operation has it, and is sorted by operation', () => {
  const [first, second, third] = [startedAt + 1000, startedAt + 2000, startedAt + 3000];
  const seen = (services: CallError, stopTimeouts: CallError) => ({
    ...withTasks(aTask()),
    services: unknown(services),
    stopTimeouts: [unknown(stopTimeouts)],
  });
  const one = plan(
    seen(callError('ecs.ListTasks'), callError('ecs.DescribeTasks')),
    aConfirmedState(),
    first,
  );
  expect(one.status.callErrors.map(({ operation, since }) => [operation, since])).toEqual([
    ['ecs.DescribeTasks', first],
    ['ecs.ListTasks', first],
  ]);
  const two = plan(
    seen(callError('ecs.ListTasks', 'Other'), callError('ecs.DescribeTasks')),
    one.state,
    second,
  );
  expect(two.status.callErrors.map(({ since }) => since)).toEqual([first, second]);
  const three = plan(seen(callError('ecs.ListTasks', 'Other'), callError('ecs.StopTask')), two.state, third);
  expect(three.status.callErrors.map(({ operation, since }) => [operation, since])).toEqual([
    ['ecs.ListTasks', second],
    ['ecs.StopTask', third],
  ]);
});

it.each([
  [callError('observe'), true],
  [null, false],
  ['text', false],
  [{ operation: 'x', code: 'y' }, false],
  [{ operation: 'x', cause: 'transient' }, false],
  [{ code: 'y', cause: 'transient' }, false],
])('%j is a call error: %s', (value, is) => {
  expect(isCallError(value)).toBe(is);
});
