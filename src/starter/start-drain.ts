import { type Client, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import type { LeavingSignal } from '../reconcile/signal';
import type { Place } from '../signals/parsed';
import { taskQueueOf } from '../task-queue';
import type { drainInstance } from '../workflows/drain-instance';
import { drainIdOf, leavingSignal } from '../workflows/drain-instance.api';

/** A Temporal that does not answer fails the event in good time, so that Lambda tries it again. */
const answerWithinMs = 10_000;

/**
 * One drain an instance, however many messages: a running drain gets the signal, and one that ended runs again, because
 * a hook's message often comes after a drain that something else had asked for.
 * @returns the workflow's id
 * @throws when Temporal refuses, or does not answer within ten seconds
 */
export async function startDrain(
  client: Client,
  signal: LeavingSignal,
  place: Place,
  clusterHint?: string,
): Promise<string> {
  const workflowId = drainIdOf(signal.ec2InstanceId);
  const start = () =>
    client.workflow.signalWithStart<typeof drainInstance, [LeavingSignal]>('drainInstance', {
      workflowId,
      taskQueue: taskQueueOf(place),
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      args: [{ ec2InstanceId: signal.ec2InstanceId }],
      signal: leavingSignal,
      signalArgs: [signal],
      staticSummary: summaryOf(signal, clusterHint),
    });
  await client.withDeadline(Date.now() + answerWithinMs, start);
  return workflowId;
}

/** Temporal refuses a summary of more than 400 bytes, and a group's name may have 255 characters of any kind. */
const summaryBytes = 300;

function summaryOf(signal: LeavingSignal, cluster: string | undefined): string {
  const group =
    signal.kind === 'terminate-lifecycle-action' ? ` of group ${signal.autoScalingGroupName}` : '';
  const text = `drain ${signal.ec2InstanceId}${group}${cluster ? ` in cluster ${cluster}` : ''}`;
  return Buffer.from(text).subarray(0, summaryBytes).toString();
}
