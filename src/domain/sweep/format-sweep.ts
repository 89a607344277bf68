/** Formats what a sweep saw and did, as Markdown, for the Temporal UI and the command line. */
import { idOf } from '../drain/observation/observation';
import { messageOf } from '../format/message-of';
import { section } from '../format/text';
import type { SkippedInstance, OrphanedInstance, SweepResult, ToStart } from './sweep';
import { blockers, type Blocker } from './vocabulary/blockers';
import { skipReasons } from './vocabulary/skip-reasons';
import { startCauses } from './vocabulary/start-causes';

export function formatSweep(result: SweepResult): string {
  const { observed, waiting, started, left, orphaned, leftOff, unable } = result;
  return [
    unable === undefined
      ? `${waiting} of ${observed} instances wait in a termination hook.`
      : `**No drain could be started**: ${blockerText(unable)}`,
    ...section('Asked for a drain', started.map(startedLine)),
    ...section('Left alone', left.map(leftLine)),
    ...section('Orphaned draining instances', orphaned.map(orphanedLine)),
    ...(leftOff > 0 ? ['', `${leftOff} more are not listed.`] : []),
  ].join('\n');
}

export const blockerText = (blocker: Blocker): string =>
  `${blockers[blocker].message}. ${blockers[blocker].remedy}`;

const startedLine = ({ ec2InstanceId, autoScalingGroupName, lifecycleHookName, lastDrain }: ToStart) =>
  `${ec2InstanceId} in hook ${autoScalingGroupName}/${lifecycleHookName}: ${messageOf(startCauses, lastDrain)}`;

const leftLine = ({ ec2InstanceId, autoScalingGroupName, lifecycleHookName, reason }: SkippedInstance) =>
  lifecycleHookName === undefined
    ? `${ec2InstanceId} of group ${autoScalingGroupName}: ${messageOf(skipReasons, reason)}`
    : `${ec2InstanceId} in hook ${autoScalingGroupName}/${lifecycleHookName}: ${messageOf(skipReasons, reason)}`;

const orphanedLine = ({ ec2InstanceId, clusterArn, containerInstanceArn, lastDrain }: OrphanedInstance) =>
  `${ec2InstanceId} in cluster ${idOf(clusterArn)}, container instance ${idOf(containerInstanceArn)}: ` +
  (lastDrain === undefined ? 'no drain is known' : `its last drain ended ${lastDrain}`);
