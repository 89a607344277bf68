/** Which drain a command is about: an instance's id is not enough where several accounts and Regions share a namespace. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { AccountRegion } from '../domain/account-region';
import { orSetupMissing } from '../temporal/setup-missing';
import { accountRegionOf } from '../domain/task-queue';
import { drainIdOf } from '../workflows/drain.api';
import type { Cli } from './command';
import { CliError, usageError } from './errors';
import { ExitCode } from './exit-codes';
import { drainQuery } from './visibility-query';

/** The drain of an instance in one account and Region: its last run. */
export interface DrainRef {
  readonly instance: string;
  readonly workflowId: string;
}

/** What a run that was found by its search attribute tells. */
export interface FoundRun {
  readonly workflowId: string;
  readonly isRunning: boolean;
  /** Undefined for a task queue that is none of ours. */
  readonly accountRegion: AccountRegion | undefined;
}

/** What flags and settings say; either may be missing. */
export type Where = { readonly [K in keyof AccountRegion]?: AccountRegion[K] | undefined };

/** What a command takes that names one instance. */
interface Given extends Where {
  readonly instance: string;
}

/**
 * Returns the drain that flags and settings name, or else the one that Temporal finds by the instance. Asks an operator where there
 * are several.
 * @throws CliError `NoSuchDrain`, also where there is one in another account or Region; `Usage` where there are several and nobody is there to be asked
 */
export async function findDrain(client: Client, given: Given, cli: Cli): Promise<DrainRef> {
  const { instance } = given;
  const where: Where = {
    accountId: given.accountId ?? cli.config.accountRegion.accountId,
    region: given.region ?? cli.config.accountRegion.region,
  };
  if (isWhole(where)) {
    const workflowId = drainIdOf(instance, where);
    if (await exists(client, workflowId)) return { instance, workflowId };
  }
  const choice = chooseFrom(await runsOf(client, instance), where);
  switch (choice.kind) {
    case 'one':
      return { instance, workflowId: choice.run.workflowId };
    case 'several':
      return { instance, workflowId: (await ask(instance, choice.runs, cli)).workflowId };
    case 'none':
      throw new CliError(ExitCode.NoSuchDrain, noSuchDrain(instance, where, choice.elsewhere));
  }
}

export type Choice =
  | { readonly kind: 'one'; readonly run: FoundRun }
  | { readonly kind: 'several'; readonly runs: readonly FoundRun[] }
  | { readonly kind: 'none'; readonly elsewhere: readonly FoundRun[] };

/**
 * Returns which of the runs is meant: of each drain the last run, and those that run before those that have ended. What is in another
 * account or Region than the given one is never meant.
 * @param runs the newest first
 */
export function chooseFrom(runs: readonly FoundRun[], where: Where): Choice {
  const isThere = ({ accountRegion }: FoundRun): boolean =>
    (where.accountId === undefined || where.accountId === accountRegion?.accountId) &&
    (where.region === undefined || where.region === accountRegion?.region);
  const last = runs.filter(
    ({ workflowId }, index) => runs.findIndex((run) => run.workflowId === workflowId) === index,
  );
  const there = last.filter(isThere);
  const running = there.filter(({ isRunning }) => isRunning);
  const meant = running.length > 0 ? running : there;
  const [run] = meant;
  if (run === undefined) return { kind: 'none', elsewhere: last };
  return meant.length === 1 ? { kind: 'one', run } : { kind: 'several', runs: meant };
}

const isWhole = (where: Where): where is AccountRegion =>
  where.accountId !== undefined && where.region !== undefined;

async function exists(client: Client, workflowId: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** As many runs as are read of an instance. */
const mostRuns = 200;

/** The newest first, as Temporal lists them. */
async function runsOf(client: Client, instance: string): Promise<readonly FoundRun[]> {
  const query = drainQuery({ instance, all: true });
  const runs: FoundRun[] = [];
  const read = async () => {
    for await (const { workflowId, status, taskQueue } of client.workflow.list({ query })) {
      runs.push({
        workflowId,
        isRunning: status.name === 'RUNNING',
        accountRegion: accountRegionOf(taskQueue),
      });
      if (runs.length >= mostRuns) return;
    }
  };
  await read().catch(orSetupMissing(client.options.namespace));
  return runs;
}

async function ask(instance: string, runs: readonly FoundRun[], cli: Cli): Promise<FoundRun> {
  const question = `There are drains of ${instance} in several accounts or Regions:`;
  const unasked = () =>
    usageError(`${question} ${runs.map(formatRun).join('; ')}. Give --account and --region.`);
  const chosen = runs[await cli.choose(question, runs.map(formatRun), unasked)];
  if (chosen === undefined) throw unasked();
  return chosen;
}

const formatRun = (run: FoundRun): string =>
  `${formatWhere(run)}, ${run.isRunning ? 'which runs' : 'which has ended'}`;

const formatWhere = ({ accountRegion, workflowId }: FoundRun): string =>
  accountRegion === undefined
    ? `workflow ${workflowId}`
    : `account ${accountRegion.accountId}, Region ${accountRegion.region}`;

function noSuchDrain(instance: string, where: Where, elsewhere: readonly FoundRun[]): string {
  const here = [
    ...(where.accountId === undefined ? [] : [`account ${where.accountId}`]),
    ...(where.region === undefined ? [] : [`Region ${where.region}`]),
  ];
  const none = `no drain of ${instance}${here.length > 0 ? ` in ${here.join(', ')}` : ''}`;
  return elsewhere.length === 0
    ? none
    : `${none}; there is one in ${elsewhere.map(formatRun).join('; ')}: give --account and --region`;
}
