#!/usr/bin/env node
/** `ecs-drain-worker`, or `npm run worker` from the sources: a worker against any Temporal and any AWS, told by the environment. Stops gracefully on SIGTERM. */
import { withoutNodeVersionWarning } from '../config/aws-sdk';
import { environment, loadWorkerConfig, type WorkerConfig } from '../config/worker-config';
import { connect } from './connect';
import { createWorker } from './create-worker';
import { runUntilStopped } from './run-until-stopped';
import { SettingsError } from '../config/settings';
import { startTelemetry, type Telemetry } from './telemetry/telemetry';
import { version } from '../version';
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

/** @returns the exit code */
async function main(): Promise<0 | 1> {
  withoutNodeVersionWarning();
  const config = loadWorkerConfig(environment);
  const telemetry = await startTelemetry(config);
  try {
    await work(config, telemetry);
    return 0;
  } catch (error) {
    telemetry.log.error('the worker ends', { error });
    return 1;
  } finally {
    await telemetry.stop();
  }
}

// The SDK's runtime would keep a process alive, deaf to signals, whose worker could not be made or whose connection never came.
main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(error instanceof SettingsError ? error.message : error);
    process.exit(1);
  },
);
