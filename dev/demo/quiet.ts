import { DefaultLogger, type Logger, Runtime } from '@temporalio/worker';
import { withoutNodeVersionWarning } from '../../src/config/aws-sdk';

/**
 * Keeps what is not about drains out of sight: Temporal's SDK says warnings and errors only, each a line to `onWarning`, and the
 * AWS SDK does not say that a later version of it will want a later Node.
 * @returns the logger for what takes one of its own
 */
export function quietLogs(onWarning: (line: string) => void): Logger {
  withoutNodeVersionWarning();
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
