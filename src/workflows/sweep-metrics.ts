/** What sweeps count. */
import { metricMeter } from '@temporalio/workflow';
import { count } from '../metrics/instruments';
import { metrics } from '../metrics/metrics';

export const countSweep = (result: 'completed' | 'failed'): void =>
  count(metricMeter, metrics.sweeps, { result });

/** Counts how many instances were found, by what they were found to be. */
export function countSwept(
  found: Readonly<Record<'waiting' | 'started' | 'left-alone' | 'orphaned', number>>,
): void {
  for (const [what, instances] of Object.entries(found))
    count(metricMeter, metrics.swept, { found: what }, instances);
}
