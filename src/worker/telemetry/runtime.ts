/** Makes the SDK's runtime, which every worker and connection of the process shares, log and count as we want it. */
import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { histogramBuckets } from '../../metrics/instruments';
import { createLogger, sdkLevel } from './logger';
import type { TelemetryConfig } from '../../config/telemetry-settings';

/**
 * To be called once, before anything of the SDK's worker is used.
 * @param labels of every metric, the SDK's as well
 * @param secrets texts that no line of the log shows
 * @throws Error where the metrics' address cannot be listened on
 * @see https://docs.temporal.io/references/sdk-metrics
 */
export function installRuntime(
  config: TelemetryConfig,
  labels: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Runtime {
  const { metricsAddress, logLevel } = config;
  // What the SDK's core says below a warning is for its own authors.
  const core = logLevel === 'debug' ? 'DEBUG' : logLevel === 'error' ? 'ERROR' : 'WARN';
  return Runtime.install({
    logger: createLogger(config, secrets),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core }), forward: { level: sdkLevel(logLevel) } },
      ...(metricsAddress !== undefined && {
        metrics: {
          globalTags: labels,
          prometheus: {
            bindAddress: metricsAddress,
            countersTotalSuffix: true,
            unitSuffix: true,
            useSecondsForDurations: true,
            histogramBucketOverrides: histogramBuckets(),
          },
        },
      }),
    },
  });
}
