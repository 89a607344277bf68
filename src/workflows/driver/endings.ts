/** How a run ends: for good, or in a new one. */
import {
  ApplicationFailure,
  CancelledFailure,
  makeContinueAsNewFunc,
  metricMeter,
  workflowInfo,
} from '@temporalio/workflow';
import { count, record } from '../../metrics/instruments';
import { metrics, type CounterSpec, type HistogramSpec } from '../../metrics/metrics';
import type { Carried, Count, End } from './plan';

/** A run whose history has grown so long goes on in a new one. */
const most = { events: 500, bytes: 512 * 1024 };

export function isLong(): boolean {
  const { historyLength, historySize, continueAsNewSuggested } = workflowInfo();
  return historyLength >= most.events || historySize >= most.bytes || continueAsNewSuggested;
}

/** The memo and the search attributes go along: a new run would have those of the start. */
export function goOnInNewRun(start: unknown, carried: Carried): Promise<never> {
  const { memo = {}, typedSearchAttributes } = workflowInfo();
  return makeContinueAsNewFunc<(start: unknown, carried: Carried) => Promise<unknown>>({
    memo,
    typedSearchAttributes,
  })(start, carried);
}

/** @returns the workflow's result, or throws what ends it otherwise */
export function close(end: End, cancellation: Error | undefined): unknown {
  switch (end.kind) {
    case 'completed':
      end.counts?.forEach(countAtEnd);
      return end.result;
    case 'cancelled':
      end.counts?.forEach(countAtEnd);
      throw cancellation ?? new CancelledFailure('the workflow was cancelled');
    case 'failed':
      throw ApplicationFailure.nonRetryable(end.message, end.type);
  }
}

const table: Readonly<Record<string, { readonly kind: string }>> = metrics;

/** A worker that does not know a metric counts it nowhere. */
function countAtEnd({ metric, labels, seconds }: Count): void {
  const spec = table[metric];
  if (spec?.kind === 'counter') count(metricMeter, spec as CounterSpec, labels); // what its kind says
  if (spec?.kind === 'histogram') record(metricMeter, spec as HistogramSpec, labels, seconds ?? 0); // likewise
}
