/** What a task is to a drain, and who moves it. The first rule that matches wins. */
import { idOf, type ContainerInstance, type Task } from './observation';

export type TaskRole = 'self-started' | 'service' | 'standalone';

interface RoleRule {
  readonly role: TaskRole;
  readonly matches: (task: Task, host: ContainerInstance) => boolean;
}

const rules: readonly RoleRule[] = [
  {
    // User data that runs StartTask for its own host passes the container instance's id as startedBy.
    role: 'self-started',
    matches: (task, host) => task.startedBy === idOf(host.containerInstanceArn),
  },
  {
    // ECS replaces these elsewhere, and stops a DAEMON service's after them.
    role: 'service',
    matches: (task) => task.group?.startsWith('service:') === true,
  },
  {
    // RunTask and StartTask: ECS leaves these alone, so they are waited for.
    role: 'standalone',
    matches: () => true,
  },
];

export function roleOf(task: Task, host: ContainerInstance): TaskRole {
  return rules.find((rule) => rule.matches(task, host))?.role ?? 'standalone';
}

/** Drained means stopped: `lastStatus`, not `desiredStatus` and not a count. */
export const isStopped = (task: Task): boolean => task.lastStatus === 'STOPPED';

/** Told to stop, and still in its stop timeout. */
export const isStopping = (task: Task): boolean => task.desiredStatus === 'STOPPED' && !isStopped(task);

/**
 * Whether ECS counts more tasks on the instance than are known: some task has not shown in a listing. The counts can
 * prove that much and no more; 0 proves nothing, because tasks in their stop timeout are not counted.
 */
export function hasUnaccountedTasks(host: ContainerInstance, outstanding: readonly Task[]): boolean {
  return (
    host.runningTasksCount + host.pendingTasksCount > outstanding.filter((task) => !isStopping(task)).length
  );
}
