import type { Client } from '@temporalio/client';
import { patienceMs } from '../../support/scenario';

/** Waits until Temporal's list, which follows the drains a moment later, has as many under a query. */
export async function untilListed(client: Client, query: string, count = 1): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt;)
    if ((await client.workflow.count(query)).count >= count) return;
  throw new Error(`Temporal never listed ${count} under ${query}`);
}
