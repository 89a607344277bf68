/** ECS tells of each task that stops. What a drain makes of it: it observes once, when what it waits for is gone. */
import { registrationOf, tasksOf } from '../state/host';
import type { DrainState } from '../state/drain-state';
import { idOf } from '../observation/observation';
import { blockingTasks, goesLast, type OutstandingTask } from '../tasks/outstanding';

/** ECS says that a task on the instance has stopped: a hint, as every message is. */
export interface TaskStopped {
  readonly taskArn: string;
}

/** By which a task that stopped is told to the drain that waits for it: opaque to the workflow, which only compares keys. */
export const wakeKeyOf = (taskArn: string): string => idOf(taskArn);

/** Sets of keys: when all tasks of one have stopped there is something to do. The next order, all but daemons, and all. */
export function keysToWakeBy(state: DrainState): readonly (readonly string[])[] {
  const sets = milestones(state).map((arns) => arns.map(wakeKeyOf));
  const names = sets.map((keys) => keys.join());
  return sets.filter((keys, index) => keys.length > 0 && names.indexOf(keys.join()) === index);
}

/** Sets of tasks at the end of each of which something is to be done: the next order stopped, the daemons, or the action completed. */
function milestones(state: DrainState): readonly (readonly string[])[] {
  if (tasksOf(state) === undefined)
    return [registrationOf(state)?.protections?.map(({ taskArn }) => taskArn) ?? []];
  const blocking = blockingTasks(state);
  const lowest = Math.min(...blocking.map(orderOf));
  return [
    blocking.filter((task) => orderOf(task) === lowest && lowest < Infinity),
    blocking.filter((task) => !goesLast(task)),
    blocking,
  ].map((tasks) => tasks.map(({ task }) => task.taskArn));
}

const orderOf = ({ behavior }: OutstandingTask): number =>
  behavior.kind === 'stop' ? behavior.order : Infinity;
