/**
 * A status in words, for people: the same in the Temporal UI, the query, the demo and the log.
 * Deterministic, sorted, and short whatever the number of tasks.
 */
import type { Action } from '../actions';
import { compare } from '../../format/compare';
import type { Outcome, Reason, TaskWait } from '../../reasons';
import type { Status, TaskStatus } from './status';
import { duration, instant } from '../../format/text';

const shownTasks = 5;

const reasons: Readonly<Record<Reason, string>> = {
  NotYetWaiting: 'the instance is on its way to its termination hook',
  NotTerminating: 'Auto Scaling says that the instance is not being terminated; nothing is touched',
  NotInGroup: 'Auto Scaling does not know the instance; nothing is touched',
  NotReclaimed: 'EC2 says that it does not reclaim the instance; nothing is touched',
  HookNotSeen: 'the lifecycle hook could not be read yet; nothing is touched',
  NoActiveAction: 'AWS knows no active lifecycle action of ours here',
  AllPaused: 'all drains are paused by a person: nothing is set, stopped or completed; hooks are kept alive',
  Releasing: 'released by a person; completing the lifecycle action with CONTINUE',
  Paused: 'paused by an operator: nothing is set, stopped or completed by us; ECS goes on moving services',
  DeadlineReached: 'the deadline is reached; completing the lifecycle action',
  CannotSee: 'AWS does not tell what the next step needs to know',
  NotInCluster: 'no cluster has the instance',
  TasksProtected: 'tasks are protected from being stopped; DRAINING is held back',
  AwaitingPermit: 'as many drains act in the cluster as may at once; waiting for a permit',
  Registering: 'the container instance is still registering',
  SettingDraining: 'setting the container instance to DRAINING',
  AwaitingDraining: 'DRAINING was set and does not show yet',
  SetBackToActive: 'somebody set the instance back to ACTIVE; paused until it is DRAINING again',
  AgentLost: 'the agent is gone for too long; completing the lifecycle action with CONTINUE',
  TasksRunning: 'waiting for tasks to stop',
  StoppingByRule: 'a rule says that its tasks stop now; stopping them',
  StoppingForDeadline: 'the deadline leaves just the time for a clean stop; stopping tasks',
  StoppingSelfStarted: 'only daemons are left; stopping what the instance started for itself',
  AwaitingDaemons: 'only tasks of DAEMON services are left; ECS stops them',
  TasksStopping: 'waiting for tasks that were told to stop',
  TasksUnaccounted: 'ECS counts tasks that no listing showed; listing again',
  ListingAgain: 'every known task has stopped; listing once more',
  Completing: 'nothing is left; completing the lifecycle action with CONTINUE',
  ReturningToActive: 'drained; setting the container instance back to ACTIVE',
  Ended: 'the drain is over',
};

const outcomes: Readonly<Record<Outcome, string>> = {
  drained: 'drained: every task stopped, the lifecycle action was completed with CONTINUE',
  'drained-without-hook':
    'drained before EC2 reclaims the instance: every task stopped; a lifecycle action that comes later has a drain of its own',
  'drained-on-request': 'drained as requested: every task stopped, the instance stays DRAINING',
  'returned-to-active': 'drained as requested: every task stopped, and the instance is ACTIVE again',
  'deadline-reached': 'the deadline came before the last task had stopped',
  released: 'released by a person before the last task had stopped',
  abandoned:
    'the deadline came before the last task had stopped; the lifecycle action was completed with ABANDON',
  'agent-lost': 'the agent was gone for too long to wait for what still ran',
  'not-in-cluster': 'the instance was in no cluster: there was nothing to drain',
  'already-leaving': 'the instance had left its termination hook without us',
  'instance-gone': 'Auto Scaling does not know the instance (any more)',
  retained: 'Auto Scaling retains the instance after an ABANDON',
  'not-terminating': 'nobody is terminating the instance',
  'group-not-allowed': "the instance's group is not among those that are to be drained: nothing was touched",
  'not-our-hook': 'no lifecycle hook of ours was named',
  'completed-elsewhere': 'somebody else completed our lifecycle action',
  cancelled: 'cancelled by a person: nothing more is done',
  'cancelled-while-paused':
    'cancelled by a person while all drains were paused: its last action, back to ACTIVE or the completion, was not sent',
  planned: 'planned as requested, in shadow: nothing was touched',
  'nothing-asked': 'the drain was started without a notice',
};

const waits: Readonly<Record<TaskWait, string>> = {
  Skipped: 'left alone',
  InStopTimeout: 'told to stop',
  IgnoresSigterm: 'told to stop, and outlives its stop timeout',
  AgentDisconnected: 'its agent is disconnected',
  NoReplacement: 'its service cannot place another',
  NoRoomToMove: 'its service may have neither fewer nor more tasks',
  StillServing: 'still serving',
  RunsToItsEnd: 'runs to its end',
  HasGrace: 'has some time left',
  AwaitsLowerOrder: 'waits for those before it',
  GoesLast: 'goes last',
};

export const describeReason = (reason: Reason): string => reasons[reason];

export const describeOutcome = (outcome: Outcome): string => outcomes[outcome];

/** One line: phase, what is left and why, and what comes next. */
export function headline(status: Status, now: number): string {
  const parts = [status.phase, whyOf(status)];
  if (status.outcome === undefined && status.tasks && status.tasks.length > 0)
    parts.push(tasksLeft(status.tasks));
  parts.push(...status.conditions.map(({ type, message }) => `${type}: ${message}`));
  if (status.nextObservationAt !== undefined)
    parts.push(`next observation in ${duration(status.nextObservationAt - now)}`);
  return parts.join(' · ');
}

/** One line of at most 200 characters for a timer in Temporal's history. */
export function timerSummary(status: Status): string {
  const left = status.tasks && status.tasks.length > 0 ? ` (${tasksLeft(status.tasks)})` : '';
  return `${status.phase}: ${reasons[status.reason]}${left}`.slice(0, 200);
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

/** Why it stands where it is, or how it ended. */
export const whyOf = (status: Status): string =>
  status.outcome
    ? outcomes[status.outcome]
    : `${reasons[status.reason]}${status.mode === 'shadow' ? ' (in shadow: nothing is done)' : ''}`;

/** One task: whose it is, what it waits for, since when and until when. */
export function taskLine({
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
  const byWhen = state === 'stopping' ? 'should stop by' : 'is told to stop at';
  const times = `since ${instant(since)}${until === undefined ? '' : `, ${byWhen} ${instant(until)}`}`;
  return `- \`${taskId}\` ${who}${by}, ${lastStatus}: ${waits[waitsFor]} ${times}`;
}
