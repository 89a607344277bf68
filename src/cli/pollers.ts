import type { Client } from '@temporalio/client';
import type { Place } from '../reconcile/place';
import { taskQueueOf } from '../task-queue';
import type { Cli } from './command';

const ofWorkflows = 1; // temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW

const answerWithinMs = 3_000;

/** Tells where no worker has asked for work in some minutes: the place may be a mistyped one, or its workers down. */
export async function tellIfNobodyPolls(
  client: Client,
  where: Place,
  { output }: Pick<Cli, 'output'>,
): Promise<void> {
  const taskQueue = taskQueueOf(where);
  if (await hasPollers(client, taskQueue)) return;
  output.tell(`no worker polls ${taskQueue}: are account and Region right, and is a worker running?`);
}

/** Also where Temporal does not say: an order does not depend on it. */
async function hasPollers(client: Client, taskQueue: string): Promise<boolean> {
  try {
    const { pollers } = await client.withDeadline(Date.now() + answerWithinMs, () =>
      client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is in a package that only the SDK depends on
        taskQueueType: ofWorkflows,
      }),
    );
    return pollers.length > 0;
  } catch {
    return true;
  }
}
