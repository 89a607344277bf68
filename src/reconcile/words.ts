/**
 * A status in words, for people: the same in the Temporal UI, the query, the demo and the log.
 * Deterministic, sorted, and short whatever the number of tasks.
 */
import { compare } from './memory';
import { idOf } from './observation';
import type { Outcome, Reason } from './reasons';
import type { Status, TaskStatus } from './status';

const shownTasks = 5;

const reasons: Readonly<Record<Reason, string>> = {
  NotYetWaiting: 'the instance is on its way to its termination hook',
  NotTerminating: 'Auto Scaling says that the instance is not being terminated; nothing is touched',
  NotInGroup: 'Auto Scaling does not know the instance; nothing is touched',
  HookNotSeen: 'the lifecycle hook could not be read yet; nothing is touched',
  NoActiveAction: 'AWS knows no active lifecycle action of ours here',
  CannotSee: 'AWS does not tell what the next step needs to know',
  NotInCluster: 'no cluster has the instance',
  Registering: 'the container instance is still registering',
  SettingDraining: 'setting the container instance to DRAINING',
  AwaitingDraining: 'DRAINING was set and does not show yet',
  TasksRunning: 'waiting for tasks to stop',
  StoppingSelfStarted: 'only tasks that the instance started for itself are left; stopping them',
  TasksStopping: 'everything was told to stop; waiting for the containers to end',
  TasksUnaccounted: 'ECS counts tasks that no listing showed; listing again',
  ListingAgain: 'every known task has stopped; listing once more',
  Completing: 'nothing is left; completing the lifecycle action with CONTINUE',
  Ended: 'the drain is over',
};

const outcomes: Readonly<Record<Outcome, string>> = {
  drained: 'drained: every task stopped, the lifecycle action was completed with CONTINUE',
  'not-in-cluster': 'the instance was in no cluster, the lifecycle action was completed with CONTINUE',
  'already-leaving': 'the instance had left its termination hook without us',
  'instance-gone': 'Auto Scaling does not know the instance (any more)',
  retained: 'Auto Scaling retains the instance after an ABANDON',
  'not-terminating': 'nobody is terminating the instance',
  'not-our-hook': 'no lifecycle hook of ours was named',
  'completed-elsewhere': 'somebody else completed our lifecycle action',
  'nothing-asked': 'the drain was started without a signal',
};

export const describeReason = (reason: Reason): string => reasons[reason];

export const describeOutcome = (outcome: Outcome): string => outcomes[outcome];

/** One line: phase, what is left and why, and what comes next. */
export function headline(status: Status, now: number): string {
  const parts = [status.phase, status.outcome ? outcomes[status.outcome] : reasons[status.reason]];
  if (status.outcome === undefined && status.tasks && status.tasks.length > 0)
    parts.push(tasksLeft(status.tasks));
  parts.push(...troublesOf(status));
  if (status.lookAgainAt !== undefined) parts.push(`next look in ${duration(status.lookAgainAt - now)}`);
  return parts.join(' · ');
}

/** One line of at most 200 characters for a timer in Temporal's history. */
export function timerSummary(status: Status): string {
  const left = status.tasks && status.tasks.length > 0 ? ` (${tasksLeft(status.tasks)})` : '';
  return `${status.phase}: ${reasons[status.reason]}${left}`.slice(0, 200);
}

/** Markdown for the person on call. */
export function details(status: Status): string {
  const lines = [
    `**${status.phase}**: ${status.outcome ? outcomes[status.outcome] : reasons[status.reason]}`,
    '',
    ...bullet('instance', status.ec2InstanceId),
    ...status.lifecycleHooks.flatMap((name) => bullet('lifecycle hook', name)),
    ...bullet('cluster', status.clusterArn && idOf(status.clusterArn)),
    ...bullet('container instance', status.containerInstanceArn && idOf(status.containerInstanceArn)),
    ...bullet('tasks stopped', String(status.tasksStopped)),
    ...bullet('nothing changed since', instant(status.quietSince)),
    ...bullet('heartbeats', String(status.heartbeats)),
    ...bullet(
      'next heartbeat',
      status.heartbeatDueAt === undefined ? undefined : instant(status.heartbeatDueAt),
    ),
    ...bullet('next look', status.lookAgainAt === undefined ? undefined : instant(status.lookAgainAt)),
    ...status.troubles.map(
      ({ operation, code, message, since }) =>
        `- **trouble** since ${instant(since)}: ${operation} ${code}: ${message}`,
    ),
  ];
  const tasks = status.tasks ?? [];
  if (tasks.length > 0)
    lines.push(
      '',
      `Still there: ${tasksLeft(tasks)}`,
      '',
      ...sorted(tasks).slice(0, shownTasks).map(taskLine),
    );
  if (tasks.length > shownTasks) lines.push(`- and ${tasks.length - shownTasks} more`);
  return lines.join('\n');
}

/** Such as `3 tasks left: 2 of service web, 1 standalone stopping`. */
export function tasksLeft(tasks: readonly TaskStatus[]): string {
  const kinds = new Map<string, number>();
  for (const task of tasks) {
    const name = task.service ? `of service ${task.service}` : task.role;
    const kind = task.state === 'stopping' ? `${name} stopping` : name;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const groups = [...kinds].sort(([a], [b]) => compare(a, b)).map(([kind, count]) => `${count} ${kind}`);
  const shown = groups.length > shownTasks ? [...groups.slice(0, shownTasks), '…'] : groups;
  return `${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} left: ${shown.join(', ')}`;
}

/** Such as `9 s`, `2 min 5 s`, `3 h 20 min`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
}

const instant = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

const bullet = (name: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`- ${name}: ${value}`];

const sorted = (tasks: readonly TaskStatus[]): TaskStatus[] =>
  [...tasks].sort((a, b) => compare(a.taskId, b.taskId));

const taskLine = ({ taskId, role, service, lastStatus, state }: TaskStatus): string =>
  `- \`${taskId}\` ${service ? `service ${service}` : role}, ${lastStatus}${state === 'stopping' ? ', told to stop' : ''}`;

const troublesOf = (status: Status): string[] =>
  status.troubles.map(({ operation, code }) => `${operation}: ${code}`);
