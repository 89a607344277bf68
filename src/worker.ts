#!/usr/bin/env node
/** `ecs-drain-worker`, or `npm run worker` from the sources: a worker against any Temporal and any AWS, told by the environment. Stops gracefully on SIGTERM. */
import { NativeConnection } from '@temporalio/worker';
import { WrongAccountError } from './aws/own-account';
import { environment, loadWorkerConfig } from './config';
import { createWorker } from './create-worker';
import { SettingsError } from './settings';
import { workflowSource } from './workflow-source';

async function main(): Promise<void> {
  const config = loadWorkerConfig(environment);
  const connection = await NativeConnection.connect(config.temporal.connectionOptions);
  try {
    const access = { region: config.region };
    const worker = await createWorker(
      config,
      connection,
      config.temporal.namespace,
      workflowSource(),
      access,
    );
    await worker.run();
  } finally {
    await connection.close();
  }
}

main().catch((error: unknown) => {
  const saysAll = error instanceof SettingsError || error instanceof WrongAccountError;
  console.error(saysAll ? error.message : error);
  process.exitCode = 1;
});
