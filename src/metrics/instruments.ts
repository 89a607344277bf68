/** The metrics of the table on a meter: of the worker's runtime, or of a workflow, which counts nothing twice when it is replayed. */
import type { MetricMeter } from '@temporalio/common';
import { metrics, type CounterSpec, type GaugeSpec, type HistogramSpec } from './metrics';

export type Labels<S extends CounterSpec | GaugeSpec | HistogramSpec> = Readonly<
  Record<S['labels'][number], string>
>;

export const count = <S extends CounterSpec>(meter: MetricMeter, spec: S, labels: Labels<S>, by = 1): void =>
  meter.createCounter(spec.name, '', spec.meaning).add(by, labels);

export const setGauge = <S extends GaugeSpec>(
  meter: MetricMeter,
  spec: S,
  labels: Labels<S>,
  value: number,
): void => meter.createGauge(spec.name, 'float', '', spec.meaning).set(value, labels);

/** @param seconds below 0, as clocks that differ have it, counts as 0 */
export const record = <S extends HistogramSpec>(
  meter: MetricMeter,
  spec: S,
  labels: Labels<S>,
  seconds: number,
): void =>
  meter.createHistogram(spec.name, 'float', 'seconds', spec.meaning).record(Math.max(0, seconds), labels);

/** The bounds of our histograms, as the runtime takes them. */
export const histogramBuckets = (): Record<string, number[]> =>
  Object.fromEntries(
    Object.values(metrics).flatMap((spec) =>
      spec.kind === 'histogram' ? [[spec.name, [...spec.buckets]]] : [],
    ),
  );
