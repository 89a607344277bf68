/** The drains that run, as Temporal knows them. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { mapInChunks } from '../domain/chunks';
import { onTaskQueue, runningDrainsQuery } from './running-drains';
import type { AccountRegion } from '../domain/account-region';
import { drainIdOf, wakeSignal } from '../workflows/drain.api';

/** Has the drains of these instances observe at once; those that do not run are passed over. */
export async function wakeDrains(
  client: Client,
  accountRegion: AccountRegion,
  ec2InstanceIds: readonly string[],
): Promise<void> {
  await mapInChunks(ec2InstanceIds, atOnce, (id) => wake(client, drainIdOf(id, accountRegion)));
}

/** Has all drains of a task queue observe at once. */
export async function wakeAllDrains(client: Client, taskQueue: string): Promise<void> {
  const query = runningDrainsQuery(onTaskQueue(taskQueue));
  let waking: Promise<void>[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    waking.push(wake(client, workflowId));
    if (waking.length < atOnce) continue;
    await Promise.all(waking);
    waking = [];
  }
  await Promise.all(waking);
}

/** Those of the instances that have no drain that runs. */
export async function withoutDrain(
  client: Client,
  accountRegion: AccountRegion,
  ec2InstanceIds: readonly string[],
): Promise<string[]> {
  const ended: string[] = [];
  for (const id of ec2InstanceIds) if (!(await runs(client, drainIdOf(id, accountRegion)))) ended.push(id);
  return ended;
}

const atOnce = 20;

async function wake(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(wakeSignal);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

async function runs(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
