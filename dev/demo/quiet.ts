import { DefaultLogger, type Logger, Runtime } from '@temporalio/worker';

/**
 * Keeps what is not about drains out of sight: Temporal's SDK says warnings and errors only, each a line to `onWarning`, and the
 * AWS SDK does not say that a later version of it will want a later Node.
 * @returns the logger for what takes one of its own
 */
export function quietLogs(onWarning: (line: string) => void): Logger {
  // The AWS SDK's own switch for this one notice; it is read when the first client is made.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const logger = new DefaultLogger('WARN', ({ level, message, meta }) => {
    const error: unknown = meta?.error;
    onWarning(`Temporal ${level}: ${message}${error instanceof Error ? `: ${error.message}` : ''}`);
  });
  Runtime.install({
    logger,
    telemetryOptions: { logging: { filter: 'WARN', forward: {} } },
    // The demo stops its parts in an order of its own.
    shutdownSignals: [],
  });
  return logger;
}
