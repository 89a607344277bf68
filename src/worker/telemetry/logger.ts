/** The worker's log, the SDK's and the workflows' entries included, on the standard error stream. */
import { DefaultLogger, type LogLevel as SdkLevel } from '@temporalio/worker';
import { jsonLine, textLine } from './log-line';
import type { LogLevel, TelemetryConfig } from '../../config/telemetry-settings';

/**
 * @param secrets texts that no line shows
 * @param write takes a line with its end
 */
export function createLogger(
  { logFormat, logLevel }: Pick<TelemetryConfig, 'logFormat' | 'logLevel'>,
  secrets: readonly string[] = [],
  write: (line: string) => void = (line) => void process.stderr.write(line),
): DefaultLogger {
  const lineOf = logFormat === 'json' ? jsonLine : textLine;
  return new DefaultLogger(sdkLevel(logLevel), ({ level, message, timestampNanos, meta = {} }) => {
    const line = lineOf({ level, message, at: Number(timestampNanos / 1_000_000n), details: meta });
    write(`${secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line)}\n`);
  });
}

const levels = { debug: 'DEBUG', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const satisfies Record<
  LogLevel,
  SdkLevel
>;

export const sdkLevel = (level: LogLevel): SdkLevel => levels[level];
