import { duration } from '../../src/domain/format/text';
import type { Colors } from './line';
import type { Verdict } from './verdict';

/** What `--json` prints. */
export interface DemoJson {
  readonly drained: number;
  readonly cutShort: number;
  readonly hooksCompleted: number;
  readonly hooksExpired: number;
  /** Our worker's calls, by `service.Operation`. */
  readonly awsCalls: Readonly<Record<string, number>>;
  /** Last task STOPPED to completion received; null where no action was completed. */
  readonly releaseLatencyMs: { readonly p50: number; readonly p99: number } | null;
  readonly uiUrl: string;
}

export function jsonOf({ drained, summary }: Verdict, uiUrl: string): DemoJson {
  const { cutShort, hooksCompleted, hooksExpired, awsCalls, releaseLatencyMs } = summary;
  return {
    drained,
    cutShort,
    hooksCompleted,
    hooksExpired,
    awsCalls,
    releaseLatencyMs: releaseLatencyMs ?? null,
    uiUrl,
  };
}

/** The figures and the verdict, for people. */
export function summaryLines(result: Verdict, asked: number, tookMs: number, colors: Colors): string[] {
  const { drained, heartbeats, problems, summary } = result;
  const { cutShort, hooksCompleted, hooksExpired, awsCalls, releaseLatencyMs: latency } = summary;
  const total = Object.values(awsCalls).reduce((sum, count) => sum + count, 0);
  const row = (name: string, value: string) => `${colors.dim(name.padEnd(19))}${value}`;
  return [
    row('containers', cutShort === 0 ? 'none cut short' : colors.red(`${cutShort} cut short`)),
    row(
      'lifecycle actions',
      `${hooksCompleted} completed, ${hooksExpired} expired, ${heartbeats} heartbeats`,
    ),
    row(
      'release latency',
      latency
        ? `p50 ${seconds(latency.p50)}, p99 ${seconds(latency.p99)}, from the last task STOPPED to the completion`
        : 'nothing was released',
    ),
    row('AWS calls', `${total} by the worker`),
    ...Object.entries(awsCalls).map(([operation, count]) =>
      row('', `${String(count).padStart(4)}  ${operation}`),
    ),
    '',
    ...(problems.length === 0
      ? [
          colors.green(
            `✔ ${drained} of ${asked} drained in ${duration(tookMs)}, as they should be by the local AWS's own record`,
          ),
        ]
      : [
          colors.red(`✖ ${drained} of ${asked} drained in ${duration(tookMs)}, and not as they should be:`),
          ...problems.map((problem) => colors.red(`  - ${problem}`)),
        ]),
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
