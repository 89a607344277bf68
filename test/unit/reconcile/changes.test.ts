import { changesIn, completed } from '../../../src/reconcile/changes';
import { valueOf, type Observation, type Task } from '../../../src/reconcile/observation';
import { aHost, aMemory, anObservation, aTask, described, listed } from '../../support/looks';

const [a, b] = [aTask(), aTask()];
const host = aHost();
const memory = (tasks: readonly Task[] | undefined) => aMemory({ containerInstance: host, tasks });
const told = (tasks: Observation['tasks'], known: readonly Task[]) =>
  changesIn(anObservation({ tasks }), { services: [] }, { containerInstance: host, tasks: known });

describe('what of the tasks on an instance is news', () => {
  it('is what has changed, and how many have not', () => {
    const stopping = { ...b, desiredStatus: 'STOPPED' };
    expect(valueOf(told(listed(a, stopping), [a, b]).tasks)).toEqual({
      listed: true,
      tasks: [stopping],
      unchanged: 1,
    });
  });

  it('is completed by what is remembered', () => {
    expect(valueOf(completed(told(listed(a, b), [a]), memory([a])).tasks)?.tasks).toEqual([a, b]);
  });

  it('is nothing where what was left out is not remembered: no task counts as stopped', () => {
    expect(completed(told(listed(a, b), [a]), memory(undefined)).tasks).toMatchObject({
      kind: 'unknown',
      trouble: { code: 'TasksNotRemembered' },
    });
  });

  it('is all of a first listing', () => {
    expect(completed(told(listed(a, b), []), memory(undefined)).tasks).toEqual(listed(a, b));
  });

  it('is as it is told, of tasks that were described', () => {
    expect(valueOf(completed(told(described(a, b), [a]), memory([a, b])).tasks)?.tasks).toEqual([b]);
  });
});
