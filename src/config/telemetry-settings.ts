/** How a worker tells of itself: metrics, health and log. */
import { z } from 'zod';

/** Where to listen. An IP address, since the metrics' exporter resolves no names. */
const listenAddress = z
  .string()
  .regex(
    /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:]+\]):\d{1,5}$/,
    'expected an IP address and a port, such as 0.0.0.0:8080',
  )
  .refine((address) => Number(address.split(':').at(-1)) <= 65_535, 'expected a port of at most 65535');

/** The variables, as the worker's configuration takes them up. */
export const telemetrySettings = z.object({
  ECS_DRAIN_METRICS_ADDRESS: listenAddress.optional().meta({
    description: 'IP address and port at which Prometheus reads `/metrics`; the image sets `0.0.0.0:9464`.',
    examples: ['0.0.0.0:9464'],
  }),
  ECS_DRAIN_HEALTH_ADDRESS: listenAddress.optional().meta({
    description: 'IP address and port at which `/livez` and `/readyz` answer; the image sets `0.0.0.0:8080`.',
    examples: ['0.0.0.0:8080'],
  }),
  ECS_DRAIN_LOG_FORMAT: z
    .enum(['json', 'text'])
    .default('json')
    .meta({ description: '`json`: one object a line; `text`: for people.', examples: ['text'] }),
  ECS_DRAIN_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .meta({
      description: '`debug`, `info`, `warn` or `error`: nothing below is logged.',
      examples: ['warn'],
    }),
});

export interface TelemetryConfig {
  /** IP address and port; undefined: no metrics. */
  readonly metricsAddress: string | undefined;
  /** IP address and port; undefined: no endpoints. */
  readonly healthAddress: string | undefined;
  readonly logFormat: 'json' | 'text';
  readonly logLevel: LogLevel;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export const telemetryConfigOf = (settings: z.output<typeof telemetrySettings>): TelemetryConfig => ({
  metricsAddress: settings.ECS_DRAIN_METRICS_ADDRESS,
  healthAddress: settings.ECS_DRAIN_HEALTH_ADDRESS,
  logFormat: settings.ECS_DRAIN_LOG_FORMAT,
  logLevel: settings.ECS_DRAIN_LOG_LEVEL,
});
