/** Formats a status: the same text in the Temporal UI, the CLI, the demo and the log. Deterministic, and short however many tasks there are. */
import type { Action } from '../actions';
import { compare } from '../../format/compare';
import { messageOf } from '../../format/message-of';
import { outcomes } from '../vocabulary/outcomes';
import { reasons } from '../vocabulary/reasons';
import { taskWaits } from '../vocabulary/task-waits';
import type { Status, TaskStatus } from './status';
import { duration, instant } from '../../format/text';

const shownTasks = 5;

/** One line: phase, what is left and why, and what comes next. */
export function headline(status: Status, now: number): string {
  const parts = [status.phase, statusMessage(status)];
  if (status.outcome === undefined && status.tasks && status.tasks.length > 0)
    parts.push(formatTasksLeft(status.tasks));
  parts.push(...status.conditions.map(({ type, message }) => `${type}: ${message}`));
  if (status.nextObservationAt !== undefined)
    parts.push(`next observation in ${duration(status.nextObservationAt - now)}`);
  return parts.join(' · ');
}

/** One line of at most 200 characters for a timer in Temporal's history. */
export function timerSummary(status: Status): string {
  const left = status.tasks && status.tasks.length > 0 ? ` (${formatTasksLeft(status.tasks)})` : '';
  return `${status.phase}: ${messageOf(reasons, status.reason)}${left}`.slice(0, 200);
}

/** Such as `3 tasks left: 2 of service web, 1 standalone stopping`. */
export function formatTasksLeft(tasks: readonly TaskStatus[]): string {
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

/** Such as `stop 2 tasks`. */
export function formatAction(action: Action): string {
  switch (action.kind) {
    case 'set-draining':
      return 'set DRAINING';
    case 'set-active':
      return 'set back to ACTIVE';
    case 'stop-tasks':
      return `stop ${action.taskArns.length} ${action.taskArns.length === 1 ? 'task' : 'tasks'}`;
    case 'request-permit':
      return 'request a permit in the cluster';
    case 'return-permit':
      return 'return the permit';
    case 'complete-lifecycle-action':
      return `complete the lifecycle action with ${action.result}`;
  }
}

/** The outcome's message, or the reason's while the drain runs. */
export const statusMessage = (status: Status): string =>
  status.outcome
    ? messageOf(outcomes, status.outcome)
    : `${messageOf(reasons, status.reason)}${status.mode === 'shadow' ? ' (shadow mode: nothing is done)' : ''}`;

/** One task: whose it is, what it waits for, since when and until when. */
export function formatTask({
  taskId,
  role,
  rule,
  service,
  lastStatus,
  state,
  waitsFor,
  since,
  until,
}: TaskStatus): string {
  const who = service ? `service ${service}` : role;
  const by = rule === undefined ? '' : ` (rule ${rule})`;
  const byWhen = state === 'stopping' ? 'should stop by' : 'is stopped at';
  const times = `since ${instant(since)}${until === undefined ? '' : `, ${byWhen} ${instant(until)}`}`;
  return `- \`${taskId}\` ${who}${by}, ${lastStatus}: ${messageOf(taskWaits, waitsFor)} ${times}`;
}
