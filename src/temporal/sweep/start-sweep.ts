/** The sweep of an account and Region, as a person or a Schedule starts it. */
import { type Client, WorkflowIdConflictPolicy, type WorkflowHandle } from '@temporalio/client';
import type { Place } from '../../domain/place';
import { taskQueueOf } from '../../domain/task-queue';
import type { sweep } from '../../workflows/sweep';
import { sweepIdOf } from '../../workflows/sweep.api';

/** Starts one now, or joins one that a person has started; beside one of the Schedule it does no harm. Needs a worker of the place. */
export const startSweep = (client: Client, place: Place): Promise<WorkflowHandle<typeof sweep>> =>
  client.workflow.start<typeof sweep>('sweep', {
    ...sweepOptions(place),
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  });

/** What every sweep of a place is started with. One that no worker has taken in this time makes room for the next. */
export const sweepOptions = (place: Place) => ({
  workflowId: sweepIdOf(place),
  taskQueue: taskQueueOf(place),
  workflowExecutionTimeout: '15 minutes' as const,
  staticSummary: `sweep of ${place.accountId}, ${place.region}: who waits in our hooks without a drain`,
});
