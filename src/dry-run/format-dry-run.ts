/** Formats a dry run as Markdown, as a drain's details are. */
import { compare } from '../domain/format/compare';
import { idOf } from '../domain/drain/observation/observation';
import type { Status } from '../domain/drain/status/status';
import { instant } from '../domain/format/text';
import { formatAction, formatTask, formatTasksLeft } from '../domain/drain/status/format-status';
import { messageOf } from '../domain/format/message-of';
import { outcomes } from '../domain/drain/vocabulary/outcomes';
import { reasons } from '../domain/drain/vocabulary/reasons';
import type { DryRun } from './dry-run';

export function formatDryRun(run: DryRun): string {
  const { first, onceDraining } = run;
  return [
    `**dry run**: what a drain of ${run.ec2InstanceId} would do, as if it were terminated now; nothing is touched`,
    '',
    ...whereItIs(run),
    '',
    ...(first.outcome === undefined
      ? [`First: ${firstOf(first)}`]
      : [`Nothing: ${messageOf(outcomes, first.outcome)}`]),
    ...(onceDraining ? ['', ...laterOf(onceDraining)] : []),
  ].join('\n');
}

function whereItIs({ autoScalingGroupName, lifecycleState, lifecycleHooks, first }: DryRun): string[] {
  const hooks = lifecycleHooks.length > 0 ? lifecycleHooks.join(', ') : undefined;
  return [
    ...(autoScalingGroupName === undefined
      ? ['- in no Auto Scaling group: only an operator can request its drain']
      : [
          `- group: ${autoScalingGroupName}, ${lifecycleState ?? ''}`,
          `- termination hooks that notify a target, taken as ours: ${hooks ?? 'none; nothing would hold its termination for us'}`,
        ]),
    ...(first.clusterArn ? [`- cluster: ${idOf(first.clusterArn)}`] : []),
    ...(first.containerInstanceArn ? [`- container instance: ${idOf(first.containerInstanceArn)}`] : []),
  ];
}

function firstOf({ planned, reason, tasks, nextObservationAt }: Status): string {
  const [next] = planned;
  if (next) return formatAction(next.action);
  if (tasks !== undefined) return 'it is DRAINING already';
  return `wait: ${messageOf(reasons, reason)}${nextObservationAt === undefined ? '' : `; next observation at ${instant(nextObservationAt)}`}`;
}

function laterOf({ tasks = [], conditions, deadline, planned, outcome }: Status): string[] {
  if (outcome !== undefined) return [`Then: ${messageOf(outcomes, outcome)}`];
  const sorted = [...tasks].sort((a, b) => compare(a.taskId, b.taskId));
  const stops = planned.filter(({ action }) => action.kind === 'stop-tasks');
  return [
    `Once it is DRAINING: ${tasks.length > 0 ? formatTasksLeft(tasks) : 'nothing is left there'}`,
    '',
    ...conditions.map(({ type, message }) => `- **${type}**: ${message}`),
    ...stops.map(({ action, phase }) => `- at once: ${formatAction(action)} (${phase})`),
    ...sorted.map(formatTask),
    '',
    'Once all of them have stopped: list once more, then complete what waits with CONTINUE',
    ...(deadline ? [`At the deadline, ${instant(deadline.at)}: ${deadline.result}, whatever is left`] : []),
  ];
}
