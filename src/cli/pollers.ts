import type { Client } from '@temporalio/client';
import { pollersOf } from '../temporal/pollers';
import type { Place } from '../domain/place';
import { taskQueueOf } from '../domain/task-queue';
import type { Cli } from './command';

/** Tells where no worker has asked for work in some minutes: the place may be a mistyped one, or its workers down. */
export async function tellIfNobodyPolls(
  client: Client,
  where: Place,
  { output }: Pick<Cli, 'output'>,
): Promise<void> {
  if (await hasPollers(client, where)) return;
  output.tell(
    `no worker polls ${taskQueueOf(where)}: are account and Region right, and is a worker running?`,
  );
}

/** Also where Temporal does not say: an order does not depend on it. */
async function hasPollers(client: Client, where: Place): Promise<boolean> {
  try {
    return (await pollersOf(client, where)).length > 0;
  } catch {
    return true;
  }
}
