/** Everything by which a worker tells of itself. Started before anything else, so that what fails is told, too. */
import { Client } from '@temporalio/client';
import type { Logger } from '@temporalio/worker';
import type { WorkerConfig } from '../../config/worker-config';
import { DrainCounts } from './drain-counts';
import { startGauges } from './gauges';
import { startHealthServer } from './health';
import { createLogger } from './logger';
import { readinessOf, type WatchedWorker } from './readiness';
import { installRuntime } from './runtime';
import { showRareAsZero } from './worker-metrics';

export interface Telemetry {
  readonly log: Logger;
  /** From now on the worker's state decides whether it is ready, and the drains are counted; what it returns ends the counting. */
  watch(worker: WatchedWorker): { readonly stop: () => void };
  stop(): Promise<void>;
}

/** @throws Error where an address cannot be listened on */
export async function startTelemetry(
  config: Pick<WorkerConfig, 'accountId' | 'region' | 'taskQueue' | 'telemetry' | 'temporal'>,
): Promise<Telemetry> {
  const { accountId, region, taskQueue, telemetry, temporal } = config;
  const { apiKey } = temporal.connectionOptions;
  const secrets = typeof apiKey === 'string' ? [apiKey] : [];
  let watched: WatchedWorker | undefined;
  // Before the runtime, which ends with a connection alone, and keeps a process without one alive.
  const health =
    telemetry.healthAddress === undefined
      ? undefined
      : await startHealthServer(
          telemetry.healthAddress,
          readinessOf(() => watched),
        );
  try {
    installRuntime(telemetry, { account_id: accountId, region }, secrets);
  } catch (error) {
    await health?.close();
    throw error;
  }
  return {
    log: createLogger(telemetry, secrets),
    watch: (worker) => {
      watched = worker;
      if (telemetry.metricsAddress === undefined) return { stop: () => undefined };
      showRareAsZero({ namespace: temporal.namespace, taskQueue });
      const client = new Client({ connection: worker.connection, namespace: temporal.namespace });
      return startGauges(new DrainCounts(client, taskQueue));
    },
    stop: async () => health?.close(),
  };
}
