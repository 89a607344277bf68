/** The limits of an account and Region, as everybody but their workflow sees them: operators, and the drains' activities. */
import {
  type Client,
  type UpdateDefinition,
  WithStartWorkflowOperation,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Attribution } from '../domain/drain/command';
import type { AcceptedAttribution, PermitRequest } from '../domain/limits/limits';
import type { AccountRegion } from '../domain/account-region';
import { taskQueueOf } from '../domain/task-queue';
import { throughNewRun } from './through-new-run';
import type { drainLimits } from '../workflows/limits';
import {
  requestPermitSignal,
  returnPermitSignal,
  limitsIdOf,
  pauseAllUpdate,
  resumeAllUpdate,
  type LimitsMemo,
} from '../workflows/limits.api';

/**
 * No drain of the account and Region sends anything but heartbeats once this has answered, but for a call that was on its way; one whose status
 * says `AllPaused` has none. Needs a worker there to answer.
 * @returns the command in force, which may be an earlier one
 * @throws WorkflowUpdateFailedError whose cause says why the command was refused
 */
export const pauseAll = (
  client: Client,
  accountRegion: AccountRegion,
  attribution: Attribution,
): Promise<AcceptedAttribution> => tell(client, accountRegion, pauseAllUpdate, attribution);

/** Lets drains act again; does no harm where nothing is paused. */
export const resumeAll = (
  client: Client,
  accountRegion: AccountRegion,
  attribution: Attribution,
): Promise<AcceptedAttribution> => tell(client, accountRegion, resumeAllUpdate, attribution);

/** The limits in force. Needs no worker. */
export async function readLimits(client: Client, accountRegion: AccountRegion): Promise<LimitsMemo> {
  try {
    const { memo } = await client.workflow.getHandle(limitsIdOf(accountRegion)).describe();
    // Nothing else writes it, and a run that was only just started has none.
    return { paused: null, permits: [], ...memo };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { paused: null, permits: [] };
    throw error;
  }
}

export async function requestPermit(
  client: Client,
  accountRegion: AccountRegion,
  request: PermitRequest,
): Promise<void> {
  await client.workflow.signalWithStart<typeof drainLimits, [PermitRequest]>('drainLimits', {
    ...startOptions(accountRegion),
    signal: requestPermitSignal,
    signalArgs: [request],
  });
}

export async function returnPermit(
  client: Client,
  accountRegion: AccountRegion,
  ec2InstanceId: string,
): Promise<void> {
  try {
    await client.workflow.getHandle(limitsIdOf(accountRegion)).signal(returnPermitSignal, ec2InstanceId);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

const tell = (
  client: Client,
  accountRegion: AccountRegion,
  update: UpdateDefinition<AcceptedAttribution, [Attribution]>,
  attribution: Attribution,
): Promise<AcceptedAttribution> => throughNewRun(() => tellOnce(client, accountRegion, update, attribution));

function tellOnce(
  client: Client,
  accountRegion: AccountRegion,
  update: UpdateDefinition<AcceptedAttribution, [Attribution]>,
  attribution: Attribution,
): Promise<AcceptedAttribution> {
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof drainLimits>(
    'drainLimits',
    startOptions(accountRegion),
  );
  return client.workflow.executeUpdateWithStart(update, { args: [attribution], startWorkflowOperation });
}

const startOptions = (accountRegion: AccountRegion) => ({
  workflowId: limitsIdOf(accountRegion),
  taskQueue: taskQueueOf(accountRegion),
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  args: [{}] as [object],
  staticSummary: `limits of the drains in ${accountRegion.accountId}, ${accountRegion.region}`,
});
