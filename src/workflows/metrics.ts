/** What workflows count. The SDK counts nothing again that is replayed; docs/observability.md says what may be counted twice. */
import { metricMeter } from '@temporalio/workflow';
import { figuresOf } from '../reconcile/figures';
import type { Memory } from '../reconcile/memory/memory';
import { count, record } from '../telemetry/instruments';
import { metrics } from '../telemetry/metrics';

export type LookBecause = 'start' | 'woken' | 'resync' | 'at-once';

export const countStart = (): void => count(metricMeter, metrics.drainsStarted, {});

export const countLook = (because: LookBecause): void => count(metricMeter, metrics.looks, { because });

/** To be called when nothing can keep the drain from ending any more. */
export function countEnd(memory: Memory, now: number): void {
  if (memory.outcome === undefined) return;
  const { outcome, trigger, mode, seconds } = figuresOf(memory, memory.outcome, now);
  count(metricMeter, metrics.drainsEnded, { outcome, trigger, mode });
  for (const until of ['cordoned', 'emptied', 'ended'] as const) {
    const lasted = seconds[until];
    if (lasted !== undefined) record(metricMeter, metrics.drainPhase, { until, mode }, lasted);
  }
}

export const countSweep = (result: 'completed' | 'failed'): void =>
  count(metricMeter, metrics.sweeps, { result });

/** How many instances were found, by what they were found to be. */
export function countSwept(
  found: Readonly<Record<'waiting' | 'started' | 'left-alone' | 'draining-by-nobody', number>>,
): void {
  for (const [what, instances] of Object.entries(found))
    count(metricMeter, metrics.swept, { found: what }, instances);
}
