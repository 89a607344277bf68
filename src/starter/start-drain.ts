import { type Client, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/client';
import type { LeavingSignal } from '../reconcile/signal';
import type { Place } from '../signals/parsed';
import { taskQueueOf } from '../task-queue';
import type { drainInstance } from '../workflows/drain-instance';
import { drainIdOf, leavingSignal } from '../workflows/drain-instance.api';

/**
 * One drain an instance, however many messages: a running drain gets the signal, and one that ended runs again, because
 * a hook's message often comes after a drain that something else had asked for.
 * @returns the workflow's id
 */
export async function startDrain(
  client: Client,
  signal: LeavingSignal,
  place: Place,
  clusterHint?: string,
): Promise<string> {
  const workflowId = drainIdOf(signal.ec2InstanceId);
  await client.workflow.signalWithStart<typeof drainInstance, [LeavingSignal]>('drainInstance', {
    workflowId,
    taskQueue: taskQueueOf(place),
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    args: [{ ec2InstanceId: signal.ec2InstanceId }],
    signal: leavingSignal,
    signalArgs: [signal],
    staticSummary: summaryOf(signal, clusterHint),
  });
  return workflowId;
}

function summaryOf(
  { ec2InstanceId, autoScalingGroupName }: LeavingSignal,
  cluster: string | undefined,
): string {
  const text = `drain ${ec2InstanceId} of group ${autoScalingGroupName}${cluster ? ` in cluster ${cluster}` : ''}`;
  return text.slice(0, 200); // Temporal refuses a summary of more than 400 bytes
}
