/** What a sweep saw and did in words, as Markdown, for the Temporal UI and the command line. */
import { idOf } from '../drain/observation/observation';
import type { SkippedInstance, LeftDraining, SweepResult, ToStart, Unable } from './sweep';

const shown = 20;

export function formatSweep(result: SweepResult): string {
  const { observed, waiting, started, left, drainingByNobody, leftOff, unable } = result;
  return [
    unable === undefined
      ? `${waiting} of ${observed} instances wait in a termination hook.`
      : `**No drain could be started**: ${unableMessages[unable]}`,
    ...section('Asked for a drain', started.map(formatStarted)),
    ...section('Left alone', left.map(formatSkipped)),
    ...section('DRAINING, though nobody drains or terminates them', drainingByNobody.map(formatDraining)),
    ...(leftOff > 0 ? ['', `${leftOff} more are not listed.`] : []),
  ].join('\n');
}

export const unableMessages: Readonly<Record<Unable, string>> = {
  'our-hooks-unknown':
    'no setting says which lifecycle hooks are ours. Set ECS_DRAIN_NOTIFICATION_TARGETS, or ECS_DRAIN_LIFECYCLE_HOOKS, for the workers',
};

function section(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - shown;
  return [
    '',
    `${title}: ${items.length}`,
    '',
    ...items.slice(0, shown).map((item) => `- ${item}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

const reason: Readonly<Record<ToStart['lastDrain'], string>> = {
  none: 'it had no drain',
  runs: 'its drain did not know of this hook',
  cancelled: 'the drain that was cancelled did not know of this hook',
  completed: 'its last drain did not complete this hook',
  failed: 'its drain had failed',
  terminated: 'its drain had been terminated',
  'timed-out': 'its drain had timed out',
};

const formatStarted = ({ ec2InstanceId, autoScalingGroupName, lifecycleHookName, lastDrain }: ToStart) =>
  `${ec2InstanceId} in hook ${autoScalingGroupName}/${lifecycleHookName}: ${reason[lastDrain]}`;

const reasons: Readonly<Record<SkippedInstance['reason'], string>> = {
  'group-not-allowed': 'its group is not among ECS_DRAIN_GROUPS',
  'not-our-hook': 'none of the hooks of its group is ours',
  'drain-runs': 'its drain runs',
  cancelled: 'an operator cancelled its drain',
  completed: 'its drain is over and the action completed; it waits in a hook that is not ours',
};

const formatSkipped = ({
  ec2InstanceId,
  autoScalingGroupName,
  lifecycleHookName,
  reason,
}: SkippedInstance) =>
  lifecycleHookName === undefined
    ? `${ec2InstanceId} of group ${autoScalingGroupName}: ${reasons[reason]}`
    : `${ec2InstanceId} in hook ${autoScalingGroupName}/${lifecycleHookName}: ${reasons[reason]}`;

const formatDraining = ({ ec2InstanceId, clusterArn, containerInstanceArn, lastDrain }: LeftDraining) =>
  `${ec2InstanceId} in cluster ${idOf(clusterArn)}, container instance ${idOf(containerInstanceArn)}: ` +
  (lastDrain === undefined ? 'no drain is known' : `its last drain ended ${lastDrain}`);
