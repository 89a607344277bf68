/** What a worker counts outside of workflows. Nothing is counted where no address for the metrics is configured. */
import { Runtime } from '@temporalio/worker';
import type { CountedCall } from '../../aws/count-calls';
import type { BudgetWait } from '../../aws/ecs/budgets';
import { count, record } from '../../metrics/instruments';
import { metrics } from '../../metrics/metrics';

/** The runtime's meter is looked up each time: the runtime ends with the last connection. */
const meter = () => Runtime.instance().metricMeter;

export const countCall = ({ service, operation, outcome }: CountedCall): void =>
  count(meter(), metrics.awsCalls, { service, operation, outcome });

/**
 * What happens rarely is shown from the start, as 0: to Prometheus a counter that appears has not increased.
 * @param workflows labels that the SDK gives to what workflows count
 */
export function showRareAsZero(workflows: { readonly namespace: string; readonly taskQueue: string }): void {
  const ofSweeps = meter().withTags({ ...workflows, workflowType: 'sweep' });
  for (const result of ['completed', 'failed']) count(ofSweeps, metrics.sweeps, { result }, 0);
  for (const found of ['waiting', 'started', 'left-alone', 'orphaned'])
    count(ofSweeps, metrics.swept, { found }, 0);
}

export function countBudget({ bucket, waitedSeconds, gaveUp }: BudgetWait): void {
  record(meter(), metrics.budgetWait, { bucket }, waitedSeconds);
  if (gaveUp) count(meter(), metrics.budgetGivenUp, { bucket });
}
