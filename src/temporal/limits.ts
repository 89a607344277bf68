/** The limits of an account and Region, as everybody but their workflow sees them: operators, and the drains' activities. */
import {
  type Client,
  type UpdateDefinition,
  WithStartWorkflowOperation,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Order } from '../domain/drain/command';
import type { TakenOrder, TurnRequest } from '../domain/limits/limits';
import type { Place } from '../domain/place';
import { taskQueueOf } from '../domain/task-queue';
import { throughNewRun } from './through-new-run';
import type { drainLimits } from '../workflows/limits';
import {
  askForTurnSignal,
  giveBackTurnSignal,
  limitsIdOf,
  pauseAllUpdate,
  resumeAllUpdate,
  type LimitsMemo,
} from '../workflows/limits.api';

/**
 * No drain of the place sends anything but heartbeats once this has answered, but for a call that was on its way; one whose status
 * says `AllPaused` has none. Needs a worker of the place to answer.
 * @returns the order in force, which may be an earlier one
 * @throws WorkflowUpdateFailedError whose cause says why the order was refused
 */
export const pauseAll = (client: Client, place: Place, order: Order): Promise<TakenOrder> =>
  tell(client, place, pauseAllUpdate, order);

/** Lets drains act again; does no harm where nothing is paused. */
export const resumeAll = (client: Client, place: Place, order: Order): Promise<TakenOrder> =>
  tell(client, place, resumeAllUpdate, order);

/** The limits in force. Needs no worker. */
export async function readLimits(client: Client, place: Place): Promise<LimitsMemo> {
  try {
    const { memo } = await client.workflow.getHandle(limitsIdOf(place)).describe();
    // Nobody else writes it, and a run that was only just started has none.
    return { paused: null, turns: [], ...memo };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { paused: null, turns: [] };
    throw error;
  }
}

export async function askForTurn(client: Client, place: Place, request: TurnRequest): Promise<void> {
  await client.workflow.signalWithStart<typeof drainLimits, [TurnRequest]>('drainLimits', {
    ...startOptions(place),
    signal: askForTurnSignal,
    signalArgs: [request],
  });
}

export async function giveBackTurn(client: Client, place: Place, ec2InstanceId: string): Promise<void> {
  try {
    await client.workflow.getHandle(limitsIdOf(place)).signal(giveBackTurnSignal, ec2InstanceId);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

const tell = (
  client: Client,
  place: Place,
  update: UpdateDefinition<TakenOrder, [Order]>,
  order: Order,
): Promise<TakenOrder> => throughNewRun(() => tellOnce(client, place, update, order));

function tellOnce(
  client: Client,
  place: Place,
  update: UpdateDefinition<TakenOrder, [Order]>,
  order: Order,
): Promise<TakenOrder> {
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof drainLimits>(
    'drainLimits',
    startOptions(place),
  );
  return client.workflow.executeUpdateWithStart(update, { args: [order], startWorkflowOperation });
}

const startOptions = (place: Place) => ({
  workflowId: limitsIdOf(place),
  taskQueue: taskQueueOf(place),
  workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
  workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
  args: [{}] as [object],
  staticSummary: `limits of the drains in ${place.accountId}, ${place.region}`,
});
