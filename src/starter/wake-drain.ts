/** Wakes the drain that runs for a container instance: one question to Temporal for many, never one to AWS, and never a start. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountRegion } from '../domain/account-region';
import { unknownLabel } from '../domain/drain/status/labels';
import { wakeKeyOf, type TaskStopped } from '../domain/drain/schedule/wake';
import { taskQueueOf } from '../domain/task-queue';
import { wakeSignal } from '../workflows/drain.api';
import { searchAttributes } from '../temporal/search-attribute-keys';
import { onTaskQueue, runningDrainsQuery } from '../temporal/running-drains';
import { orSetupMissing } from '../temporal/setup-missing';

/** Of a container instance's id, the workflow id of the drain that runs for it. */
type RunningDrains = ReadonlyMap<string, string>;

/**
 * What is known is used for so long: a deployment's thousand tasks that stop cost a question each five seconds. A drain that is
 * not known yet is not woken, and observes when its own timer fires.
 */
const knownForMs = 5_000;

/** Visibility answers so many at once, at the most. */
const pageSize = 1_000;

/** As many as are kept in memory; the drains beyond go by their timers. */
const mostDrains = 10_000;

/** A starter serves few accounts and Regions: what carries its messages says which. */
const mostTaskQueues = 50;

interface Asked {
  readonly at: number;
  readonly drains: Promise<RunningDrains>;
}

const known = new WeakMap<Client, Map<string, Asked>>();

/**
 * @param by when Temporal has to have answered, in milliseconds since the epoch
 * @returns the workflow's id; undefined where no drain runs for the container instance, as far as is known
 */
export async function wakeDrain(
  client: Client,
  containerInstanceId: string,
  task: TaskStopped,
  accountRegion: AccountRegion,
  by: number,
): Promise<string | undefined> {
  const drains = await runningDrains(client, taskQueueOf(accountRegion), by);
  const workflowId = drains.get(containerInstanceId);
  if (workflowId === undefined) return undefined;
  try {
    const handle = client.workflow.getHandle(workflowId);
    await client.withDeadline(by, () => handle.signal(wakeSignal, { keys: [wakeKeyOf(task.taskArn)] }));
    return workflowId;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined; // it ended meanwhile
    throw error;
  }
}

function runningDrains(client: Client, taskQueue: string, by: number): Promise<RunningDrains> {
  const ofClient = known.get(client) ?? new Map<string, Asked>();
  known.set(client, ofClient);
  const asked = ofClient.get(taskQueue);
  if (asked && Date.now() - asked.at < knownForMs) return asked.drains;
  ofClient.delete(taskQueue); // as it is set anew, the queue that was asked for the longest ago comes first
  const [oldest] = ofClient.keys();
  if (oldest !== undefined && ofClient.size >= mostTaskQueues) ofClient.delete(oldest);
  const answer: Asked = {
    at: Date.now(),
    drains: client
      .withDeadline(by, () => listDrains(client, taskQueue))
      .catch(orSetupMissing(client.options.namespace)),
  };
  ofClient.set(taskQueue, answer);
  // A failure is not what is known.
  answer.drains.catch(() => ofClient.get(taskQueue) === answer && ofClient.delete(taskQueue));
  return answer.drains;
}

async function listDrains(client: Client, taskQueue: string): Promise<RunningDrains> {
  const { containerInstance } = searchAttributes;
  const query = runningDrainsQuery(onTaskQueue(taskQueue), `${containerInstance.name} != '${unknownLabel}'`);
  const drains = new Map<string, string>();
  for await (const { workflowId, typedSearchAttributes } of client.workflow.list({ query, pageSize })) {
    const id = typedSearchAttributes.get(containerInstance);
    if (id !== undefined) drains.set(id, workflowId);
    if (drains.size >= mostDrains) break;
  }
  return drains;
}
