import type { Worker } from '@temporalio/worker';
import type { Telemetry } from './telemetry/telemetry';

/**
 * Runs a worker until SIGTERM or SIGINT, of which the SDK takes notice itself: activities under way may end, others are not taken.
 * Where they do not within the grace the process ends under them: Temporal has another worker do them again once their time-outs
 * are over. (The SDK's own `shutdownForceTime` fails on a worker whose activities do not end.)
 * @throws what a worker fails of
 */
export async function runUntilStopped(
  worker: Worker,
  graceSeconds: number,
  { log }: Pick<Telemetry, 'log'>,
): Promise<void> {
  const giveUp = (): void => {
    log.warn('stopped before its activities had ended: another worker does them again', { graceSeconds });
    process.exit(0);
  };
  const stop = (): void => void setTimeout(giveUp, graceSeconds * 1000).unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  await worker.run();
}
