/** The sweep of an account and Region, as an operator or a Schedule starts it. */
import { type Client, WorkflowIdConflictPolicy, type WorkflowHandle } from '@temporalio/client';
import type { AccountRegion } from '../../domain/account-region';
import { taskQueueOf } from '../../domain/task-queue';
import type { sweep } from '../../workflows/sweep';
import { sweepIdOf } from '../../workflows/sweep.api';

/** Starts one now, or joins one that an operator has started; beside one of the Schedule it does no harm. Needs a worker there. */
export const startSweep = (
  client: Client,
  accountRegion: AccountRegion,
): Promise<WorkflowHandle<typeof sweep>> =>
  client.workflow.start<typeof sweep>('sweep', {
    ...sweepOptions(accountRegion),
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });

/** What every sweep of an account and Region is started with. One that no worker has taken in this time makes room for the next. */
export const sweepOptions = (accountRegion: AccountRegion) => ({
  workflowId: sweepIdOf(accountRegion),
  taskQueue: taskQueueOf(accountRegion),
  workflowExecutionTimeout: '15 minutes' as const,
  staticSummary: `sweep of ${accountRegion.accountId}, ${accountRegion.region}: who waits in our hooks without a drain`,
});
