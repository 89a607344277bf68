import type { Client } from '@temporalio/client';
import { pollersOf } from '../temporal/pollers';
import type { AccountRegion } from '../domain/account-region';
import { taskQueueOf } from '../domain/task-queue';
import type { Cli } from './command';

/** Tells where no worker has asked for work in some minutes: the account or Region may be mistyped, or its workers down. */
export async function warnIfNothingPolls(
  client: Client,
  where: AccountRegion,
  { output }: Pick<Cli, 'output'>,
): Promise<void> {
  if (await hasPollers(client, where)) return;
  output.report(
    `no worker polls ${taskQueueOf(where)}: are account and Region right, and is a worker running?`,
  );
}

/** Also where Temporal does not say: a command does not depend on it. */
async function hasPollers(client: Client, where: AccountRegion): Promise<boolean> {
  try {
    return (await pollersOf(client, where)).length > 0;
  } catch {
    return true;
  }
}
