/** `ecs-drain/worker`: a worker in a process of your own. */
import type { NativeConnection, Worker } from '@temporalio/worker';
import { loadWorkerConfig } from '../config/worker-config';
import { createWorker } from './create-worker';
import { workflowSource } from './workflow-source';

/**
 * What `ecs-drain-worker` runs, on a connection of yours and beside workers of yours.
 * @param environment the variables of a worker, such as `process.env`; AWS credentials come from the SDK's default chain
 * @throws an Error named SettingsError that names every problem at once
 */
export async function createWorkerFrom(
  environment: Readonly<Record<string, string | undefined>>,
  connection: NativeConnection,
): Promise<Worker> {
  const config = loadWorkerConfig(environment);
  return createWorker(config, connection, config.temporal.namespace, workflowSource(), {
    region: config.region,
  });
}
