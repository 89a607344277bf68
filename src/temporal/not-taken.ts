/** Drains that no worker has taken, anywhere in the namespace: nothing polls for their account and Region, or nothing that can. */
import type { Client } from '@temporalio/client';
import { runningDrainsQuery } from './running-drains';
import { orSetupMissing } from './setup-missing';
import { searchAttributes } from './search-attribute-keys';

/** A worker that polls takes a drain within seconds. */
export const notTakenAfterMs = 60_000;

/** The first decision of a drain changes its phase. */
export const notTakenQuery = (now: number): string =>
  runningDrainsQuery(
    `${searchAttributes.phase.name} = 'starting'`,
    `StartTime < '${new Date(now - notTakenAfterMs).toISOString()}'`,
  );

/**
 * Returns how many there are.
 * @throws SetupMissingError where the namespace does not know the search attributes
 */
export async function countNotTaken(client: Client, now: number): Promise<number> {
  const { count } = await client.workflow
    .count(notTakenQuery(now))
    .catch(orSetupMissing(client.options.namespace));
  return count;
}

/** As many as are read. */
const most = 1_000;

/**
 * Returns how many there are by task queue.
 * @throws SetupMissingError where the namespace does not know the search attributes
 */
export async function notTakenByTaskQueue(
  client: Client,
  now: number,
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  let read = 0;
  const list = async () => {
    for await (const { taskQueue } of client.workflow.list({ query: notTakenQuery(now) })) {
      counts[taskQueue] = (counts[taskQueue] ?? 0) + 1;
      read += 1;
      if (read >= most) return;
    }
  };
  await list().catch(orSetupMissing(client.options.namespace));
  return counts;
}
