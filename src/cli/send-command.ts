/** Operators' commands to drains. */
import {
  type Client,
  type UpdateDefinition,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { CommandReply, Attribution } from '../domain/drain/command';
import type { AccountRegion } from '../domain/account-region';
import { instant } from '../domain/format/text';
import { throughNewRun } from '../temporal/through-new-run';
import type { Cli } from './command';
import { CliError, usageError } from './errors';
import { ExitCode } from './exit-codes';
import type { DrainRef } from './find-drain';
import { describeDrain, hasEnded } from './one-drain';
import { oneLine } from './printable';

/** How long a worker may take to take a command: an attempt that is in flight ends first, and one whose worker is frozen is waited for. */
export const answerWithinMs = 15_000;

/** @throws CliError `Usage` where it is not known who gives the command */
export function attributionFrom(
  { by, reason }: { by?: string | undefined; reason: string },
  { config }: Cli,
): Attribution {
  return { by: byOrUser(by, config.userName), reason };
}

/** @throws CliError `Usage` */
export function byOrUser(by: string | undefined, userName: string | undefined): string {
  const name = by ?? userName;
  if (name === undefined) throw usageError('--by: say who you are; the operating system has no name for you');
  return name;
}

/**
 * The account and Region that flags or the environment name.
 * @throws CliError `Usage` where one is missing
 */
export function accountRegionFrom(
  given: { readonly [K in keyof AccountRegion]: AccountRegion[K] | undefined },
  { config }: Cli,
): AccountRegion {
  const accountId = given.accountId ?? config.accountRegion.accountId;
  const region = given.region ?? config.accountRegion.region;
  if (accountId === undefined)
    throw usageError('--account: say in which account, or set ECS_DRAIN_ACCOUNT_ID');
  if (region === undefined) throw usageError('--region: say in which Region, or set AWS_REGION');
  return { accountId, region };
}

/**
 * Sends a command to a drain.
 * @returns the command as it was taken
 * @throws CliError `NoSuchDrain`; `Refused` where the drain has ended; `NoAnswer`
 * @throws WorkflowUpdateFailedError whose cause says why it was refused
 */
export async function sendCommand<A extends Attribution>(
  client: Client,
  drain: DrainRef,
  update: UpdateDefinition<CommandReply, [A]>,
  given: A,
): Promise<CommandReply> {
  const description = await describeDrain(client, drain);
  if (description.status.name !== 'RUNNING') throw await hasEnded(client, description, drain.instance);
  try {
    const handle = client.workflow.getHandle(drain.workflowId);
    return await client.withDeadline(Date.now() + answerWithinMs, () =>
      throughNewRun(() => handle.executeUpdate(update, { args: [given] })),
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      throw await hasEnded(client, await describeDrain(client, drain), drain.instance);
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    throw new CliError(
      ExitCode.NoAnswer,
      `no worker has answered within ${answerWithinMs / 1000} s; the drain may still take the ${update.name} once one does`,
      { cause: error },
    );
  }
}

/** Such as `pause of i-… accepted at …: by ann, an observation at the disks`. */
export function formatAccepted(
  instance: string,
  { kind, at, by, reason, alreadySent = [] }: CommandReply,
): string {
  const sent = alreadySent.length > 0 ? `; already sent: ${alreadySent.join(', ')}` : '';
  return oneLine(`${kind} of ${instance} accepted at ${instant(at)}: by ${by}, ${reason}${sent}`);
}
