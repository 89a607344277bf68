/** The drain of one instance: its last run, however it stands. */
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import type { Outcome } from '../domain/drain/vocabulary/outcomes';
import type { Status } from '../domain/drain/status/status';
import type { drainInstance } from '../workflows/drain';
import type { DrainResult } from '../workflows/drain.api';
import { askStatus, type Answer } from './drain-status';
import { CliError } from './errors';
import { ExitCode } from './exit-codes';
import type { DrainRef } from './find-drain';

export type Execution = WorkflowExecutionDescription['status']['name'];

export interface OneDrain {
  readonly instance: string;
  readonly description: WorkflowExecutionDescription;
  readonly answer: Answer;
}

/** @throws CliError `NoSuchDrain` */
export async function describeDrain(
  client: Client,
  { instance, workflowId }: DrainRef,
): Promise<WorkflowExecutionDescription> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new CliError(ExitCode.NoSuchDrain, `no drain of ${instance}`, { cause: error });
  }
}

/** @throws CliError `NoSuchDrain` */
export async function readDrain(client: Client, drain: DrainRef): Promise<OneDrain> {
  const description = await describeDrain(client, drain);
  return { instance: drain.instance, description, answer: await askStatus(client, description) };
}

/**
 * One that runs.
 * @throws CliError `NoSuchDrain`; `Refused` where it has ended
 */
export async function readRunningDrain(client: Client, ref: DrainRef): Promise<OneDrain> {
  const drain = await readDrain(client, ref);
  if (drain.description.status.name === 'RUNNING') return drain;
  throw await hasEnded(client, drain.description, ref.instance);
}

/** What a command to a drain that has ended is answered. */
export async function hasEnded(
  client: Client,
  description: WorkflowExecutionDescription,
  instance: string,
): Promise<CliError> {
  const { outcome } = (await resultOf(client, description)) ?? {};
  const how = outcome ?? description.status.name.toLowerCase();
  return new CliError(ExitCode.Refused, `the drain of ${instance} has ended: ${how}`);
}

/** How a run ended; undefined where it runs, or did not end by itself. Needs no worker. */
export async function resultOf(
  client: Client,
  { workflowId, runId, status }: WorkflowExecutionDescription,
): Promise<DrainResult | undefined> {
  if (status.name !== 'COMPLETED') return undefined;
  return client.workflow.getHandle<typeof drainInstance>(workflowId, runId).result();
}

export const statusIn = ({ answer }: Pick<OneDrain, 'answer'>): Status | undefined =>
  answer.kind === 'status' ? answer.status : undefined;

/** Failed, terminated or out of time: it did not end by itself, nor by a cancel. */
export const isEndedByTemporal = (execution: Execution): boolean =>
  !['RUNNING', 'COMPLETED', 'CANCELLED'].includes(execution);

/** The outcomes that an operator who asked for a drain counts as success. */
export const isDrained = (outcome: Outcome | undefined): boolean =>
  outcome === 'drained' || outcome === 'drained-on-request' || outcome === 'returned-to-active';
