/** What Temporal knows of the last drains of instances. */
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { cancelledSoFar, textsIn } from '../cancelled';
import { mapInChunks } from '../../domain/chunks';
import type { AccountRegion } from '../../domain/account-region';
import type { LastDrain, LastDrains } from '../../domain/sweep/sweep';
import type { drainInstance } from '../../workflows/drain';
import { drainIdOf } from '../../workflows/drain.api';

/** Side by side. */
const atOnce = 20;

/** Read from Temporal alone: needs no worker. */
export async function lastDrains(
  client: Client,
  accountRegion: AccountRegion,
  ec2InstanceIds: readonly string[],
): Promise<LastDrains> {
  const drains = await mapInChunks([...new Set(ec2InstanceIds)], atOnce, async (id) => {
    return [id, await lastDrain(client, drainIdOf(id, accountRegion))] as const;
  });
  return Object.fromEntries(drains);
}

async function lastDrain(client: Client, workflowId: string): Promise<LastDrain> {
  try {
    return await viewOf(client, await client.workflow.getHandle(workflowId).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { kind: 'none' };
    throw error;
  }
}

async function viewOf(client: Client, description: WorkflowExecutionDescription): Promise<LastDrain> {
  const { workflowId, runId, status, memo } = description;
  const cancelled = cancelledSoFar(description);
  switch (status.name) {
    case 'COMPLETED': {
      const handle = client.workflow.getHandle<typeof drainInstance>(workflowId, runId);
      const { outcome, completedHooks } = await handle.result();
      return { kind: 'completed', outcome, completedHooks, cancelled };
    }
    case 'CANCELLED':
      return { kind: 'cancelled', cancelled };
    case 'FAILED':
      return { kind: 'failed', cancelled };
    case 'TERMINATED':
      return { kind: 'terminated', cancelled };
    case 'TIMED_OUT':
      return { kind: 'timed-out', cancelled };
    default:
      // A drain that has not observed anything yet was asked for nothing.
      return { kind: 'runs', askedFor: textsIn(memo?.['askedFor']), cancelled };
  }
}
