/** Counts the drains now and then, and shows the counts as gauges. */
import { Runtime } from '@temporalio/worker';
import type { DrainCounts, Counted } from './drain-counts';
import { setGauge } from '../../metrics/instruments';
import { metrics } from '../../metrics/metrics';

export const countEveryMs = 30_000;

/** What was shown once is set to 0 when there is none left: a gauge that is not set any more goes on to show its last value. */
interface Shown {
  readonly reasons: Set<string>;
  readonly conditions: Set<string>;
}

export function startGauges(drainCounts: DrainCounts): { readonly stop: () => void } {
  const shown: Shown = { reasons: new Set(), conditions: new Set() };
  const stopped = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const count = async (): Promise<void> => {
    try {
      const counted = await drainCounts.take();
      if (!stopped.signal.aborted) show(counted, shown, Date.now());
    } catch (error) {
      if (!stopped.signal.aborted)
        Runtime.instance().logger.warn('the drains could not be counted', { error });
    }
    if (!stopped.signal.aborted) timer = setTimeout(() => void count(), countEveryMs).unref();
  };
  void count();
  return {
    stop: () => {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}

function show(counted: Counted, shown: Shown, now: number): void {
  const meter = Runtime.instance().metricMeter;
  const { byReason, byCondition, notTaken, oldestStartedAt, hookExpiresAt } = counted;
  for (const reason of byReason.keys()) shown.reasons.add(reason);
  for (const condition of byCondition.keys()) shown.conditions.add(condition);
  for (const reason of shown.reasons)
    setGauge(meter, metrics.drainsRunning, { reason }, byReason.get(reason) ?? 0);
  for (const condition of shown.conditions)
    setGauge(meter, metrics.drainsWithCondition, { condition }, byCondition.get(condition) ?? 0);
  setGauge(meter, metrics.drainsNotTaken, {}, notTaken ?? NaN);
  setGauge(
    meter,
    metrics.oldestDrainAge,
    {},
    oldestStartedAt === undefined ? 0 : (now - oldestStartedAt) / 1000,
  );
  setGauge(
    meter,
    metrics.hookSecondsLeft,
    {},
    hookExpiresAt === undefined ? NaN : Math.max(0, hookExpiresAt - now) / 1000,
  );
  setGauge(meter, metrics.countsAt, {}, now / 1000);
}
