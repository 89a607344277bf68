/** What drains say of themselves, asked with patience that ends. */
import { chunks } from '../domain/chunks';
import type { Client } from '@temporalio/client';
import { statusIn } from '../domain/drain/state/view';
import type { Status } from '../domain/drain/status/status';
import { statusQuery } from '../workflows/drain.api';
import { deepestMessage, GrpcCode, grpcCodeOf, isOutOfTime } from '../temporal/errors';

export type Answer =
  /** Undefined status: the drain has not observed anything yet. */
  | { readonly kind: 'status'; readonly status: Status | undefined }
  /** No worker answers for it, or not in time. */
  | { readonly kind: 'silent' }
  /** It cannot say, for another reason. */
  | { readonly kind: 'failed'; readonly problem: string };

export interface Run {
  readonly workflowId: string;
  readonly runId: string;
}

const answerWithinMs = 3_000;
const atOnce = 8;

/** Asks one run. Also answers after its end, while a worker is there and Temporal keeps it. */
export async function askStatus(client: Client, { workflowId, runId }: Run): Promise<Answer> {
  try {
    const handle = client.workflow.getHandle(workflowId, runId);
    const view = await client.withDeadline(Date.now() + answerWithinMs, () => handle.query(statusQuery));
    return { kind: 'status', status: statusIn(view) };
  } catch (error) {
    const code = grpcCodeOf(error);
    if (isOutOfTime(error) || code === GrpcCode.FailedPrecondition) return { kind: 'silent' };
    if (code === GrpcCode.Unavailable) throw error;
    return { kind: 'failed', problem: deepestMessage(error) };
  }
}

/**
 * Asks many, a few at once, in the order given. Where none on a task queue has answered in time, its others are not waited for:
 * its workers are down.
 */
export async function askStatuses(
  client: Client,
  runs: readonly (Run & { readonly taskQueue: string })[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const talking = new Set<string>();
  const silent = new Set<string>();
  for (const some of chunks(runs, atOnce)) {
    const asked = await Promise.all(
      some.map(async (run): Promise<Answer> =>
        silent.has(run.taskQueue) ? { kind: 'silent' } : askStatus(client, run),
      ),
    );
    answers.push(...asked);
    some.forEach(({ taskQueue }, index) => {
      if (asked[index]?.kind === 'silent') silent.add(taskQueue);
      else talking.add(taskQueue);
    });
    talking.forEach((taskQueue) => silent.delete(taskQueue));
  }
  return answers;
}
