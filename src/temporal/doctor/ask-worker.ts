/** Has a worker of the account and Region look at AWS. */
import { type Client, WorkflowIdConflictPolicy } from '@temporalio/client';
import type { AccountRegion } from '../../domain/account-region';
import { taskQueueOf } from '../../domain/task-queue';
import type { doctor } from '../../workflows/doctor';
import { examinationIdOf } from '../../workflows/doctor.api';
import type { Finding } from '../../domain/doctor/finding';

/** @throws what Temporal's client throws, also where no worker has answered in time */
export async function askWorker(
  client: Client,
  accountRegion: AccountRegion,
  withinMs: number,
): Promise<readonly Finding[]> {
  const handle = await client.workflow.start<typeof doctor>('doctor', {
    workflowId: examinationIdOf(accountRegion),
    taskQueue: taskQueueOf(accountRegion),
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    // One that no worker takes makes room for the next.
    workflowExecutionTimeout: Math.max(withinMs, leastMs),
    staticSummary: `examination of ${accountRegion.accountId}, ${accountRegion.region}, for ecs-drain doctor`,
  });
  return client.withDeadline(Date.now() + withinMs, () => handle.result());
}

/** Another caller may wait for it longer. */
const leastMs = 60_000;
