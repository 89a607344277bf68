#!/usr/bin/env node
/** `ecs-drain-worker`, or `npm run worker` from the sources: a worker against any Temporal and any AWS, told by the environment. Stops gracefully on SIGTERM. */
import { environment, loadWorkerConfig, type WorkerConfig } from './config';
import { connect } from './connect';
import { createWorker } from './create-worker';
import { runUntilStopped } from './run-until-stopped';
import { SettingsError } from './settings';
import { startTelemetry, type Telemetry } from './telemetry/telemetry';
import { version } from './version';
import { workflowSource } from './workflow-source';

async function work(config: WorkerConfig, telemetry: Telemetry): Promise<void> {
  const { region, taskQueue, temporal } = config;
  telemetry.log.info('the worker starts', { version, taskQueue });
  const connection = await connect(temporal);
  try {
    const worker = await createWorker(config, connection, temporal.namespace, workflowSource(), { region });
    const watch = telemetry.watch({ worker, connection });
    await runUntilStopped(worker, config.shutdownGraceSeconds, telemetry).finally(watch.stop);
  } finally {
    await connection.close();
  }
}

async function main(): Promise<void> {
  const config = loadWorkerConfig(environment);
  const telemetry = await startTelemetry(config);
  try {
    await work(config, telemetry);
  } catch (error) {
    telemetry.log.error('the worker ends', { error });
    process.exitCode = 1;
  } finally {
    await telemetry.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
});
