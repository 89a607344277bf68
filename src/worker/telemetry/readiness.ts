/** When a worker is ready: while it polls, and Temporal answers it. */
import type { NativeConnection, Worker } from '@temporalio/worker';
import type { Readiness } from './health';

/** Probes come every few seconds, from more than one side. */
const freshMs = 5_000;
const patienceMs = 2_000;

export interface WatchedWorker {
  readonly worker: Pick<Worker, 'getState'>;
  readonly connection: NativeConnection;
}

/** @param watched undefined until there is a worker */
export function readinessOf(watched: () => WatchedWorker | undefined): () => Promise<Readiness> {
  let last: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;
  return async () => {
    const found = watched();
    if (found === undefined) return { ready: false, reason: 'the worker starts' };
    const state = found.worker.getState();
    if (state !== 'RUNNING') return { ready: false, reason: `the worker is ${state}` };
    if (last === undefined || Date.now() - last.at > freshMs)
      last = { at: Date.now(), answer: temporalAnswers(found.connection) };
    return last.answer;
  };
}

async function temporalAnswers(connection: WatchedWorker['connection']): Promise<Readiness> {
  try {
    await connection.withDeadline(Date.now() + patienceMs, () =>
      connection.workflowService.getSystemInfo({}),
    );
    return { ready: true };
  } catch (error) {
    return {
      ready: false,
      reason: `Temporal does not answer: ${error instanceof Error ? error.message : ''}`,
    };
  }
}
