import path from 'node:path';
import { bundleWorkflowCode, type Logger, type WorkflowBundle } from '@temporalio/worker';
import { type LocalStack, startLocalStack } from '../local-stack';
import { drainSearchAttributes } from '../temporal/drain-search-attributes';
import { startTemporalServer, type TemporalServer } from '../temporal/temporal-server';
import type { Cleanup } from './cleanup';
import { drainSpec } from './world';

/** Everything that runs before the first instance is terminated. */
export interface Stage {
  readonly temporal: TemporalServer;
  readonly stack: LocalStack;
}

/**
 * Starts a Temporal server with its Web UI, a local AWS and a worker, each put down for cleanup as soon as it is up.
 * @param say told in a line what is up, and what takes long
 */
export async function setStage(
  cleanup: Cleanup,
  logger: Logger,
  say: (line: string) => void,
): Promise<Stage> {
  say('Starting a Temporal server, and bundling the workflow …');
  const [temporal, workflowBundle] = await Promise.all([
    startServer(cleanup, say),
    bundleWorkflowCode({ workflowsPath: path.resolve(__dirname, '../../src/workflows/index.ts'), logger }),
  ]);
  say(`Temporal's Web UI  ${temporal.uiUrl}`);
  const stack = await startStack(temporal, workflowBundle, say);
  cleanup.add(() => stack.stop());
  say(`Local AWS          ${stack.aws.url}`);
  await stack.startWorker();
  say(`Worker             on task queue ${stack.taskQueue}`);
  return { temporal, stack };
}

async function startServer(cleanup: Cleanup, progress: (line: string) => void): Promise<TemporalServer> {
  const server = await startTemporalServer({ progress, searchAttributes: drainSearchAttributes });
  cleanup.add(() => server.stop());
  return server;
}

const startStack = (
  temporal: TemporalServer,
  workflowBundle: WorkflowBundle,
  say: (line: string) => void,
): Promise<LocalStack> =>
  startLocalStack({
    temporal,
    workflows: { workflowBundle },
    spec: drainSpec,
    log: {
      info: () => undefined, // The local AWS's record shows it.
      error: (message, fields) => say(`starter: ${message} ${JSON.stringify(fields)}`),
    },
  });
