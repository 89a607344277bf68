/** ECS tells of each task that stops. What a drain makes of it: it looks once, when what it waits for is gone. */
import type { Memory } from './memory/memory';
import { blockingTasks, goesLast, type OutstandingTask } from './tasks/outstanding';

/** ECS says that a task on the instance has stopped: a hint, as every message is. */
export interface TaskStopped {
  readonly taskArn: string;
}

/** Whether a value that reached the workflow is such a hint. */
export const isTaskStopped = (value: unknown): value is TaskStopped =>
  typeof value === 'object' && value !== null && 'taskArn' in value && typeof value.taskArn === 'string';

/** A hint about a task that the drain does not know tells it nothing: the next listing does. */
export const isOnTheInstance = ({ tasks, protections }: Memory, { taskArn }: TaskStopped): boolean =>
  [...(tasks ?? []), ...(protections ?? [])].some((task) => task.taskArn === taskArn);

/** @param stopped ARNs of tasks that are said to have stopped */
export const isWorthALook = (memory: Memory, stopped: ReadonlySet<string>): boolean =>
  milestones(memory).some((arns) => arns.length > 0 && arns.every((arn) => stopped.has(arn)));

/** Sets of tasks at the end of each of which something is to be done: the next order stopped, the daemons, or the action completed. */
function milestones(memory: Memory): readonly (readonly string[])[] {
  if (memory.tasks === undefined) return [memory.protections?.map(({ taskArn }) => taskArn) ?? []];
  const blocking = blockingTasks(memory);
  const lowest = Math.min(...blocking.map(orderOf));
  return [
    blocking.filter((task) => orderOf(task) === lowest && lowest < Infinity),
    blocking.filter((task) => !goesLast(task)),
    blocking,
  ].map((tasks) => tasks.map(({ task }) => task.taskArn));
}

const orderOf = ({ treatment }: OutstandingTask): number =>
  treatment.kind === 'stop' ? treatment.order : Infinity;
