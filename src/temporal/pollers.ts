import type { Client } from '@temporalio/client';
import type { AccountRegion } from '../domain/account-region';
import { taskQueueOf } from '../domain/task-queue';

const ofWorkflows = 1; // temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW

const answerWithinMs = 3_000;

/** Who has asked for work of an account and Region in some minutes: process id and host of each worker, sorted. */
export async function pollersOf(client: Client, accountRegion: AccountRegion): Promise<readonly string[]> {
  const { pollers } = await client.withDeadline(Date.now() + answerWithinMs, () =>
    client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueueOf(accountRegion) },
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is in a package that only the SDK depends on
      taskQueueType: ofWorkflows,
    }),
  );
  return [...new Set(pollers.map(({ identity }) => identity ?? ''))].sort();
}
