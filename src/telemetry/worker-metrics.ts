/** What a worker counts outside of workflows. Nothing is counted where no address for the metrics is configured. */
import { Runtime } from '@temporalio/worker';
import type { CountedCall } from '../aws/count-calls';
import type { BudgetTold } from '../aws/ecs/budgets';
import { count, record } from './instruments';
import { metrics } from './metrics';

/** The runtime's meter is looked up each time: the runtime ends with the last connection. */
const meter = () => Runtime.instance().metricMeter;

export const countCall = ({ service, operation, outcome }: CountedCall): void =>
  count(meter(), metrics.awsCalls, { service, operation, outcome });

export function countBudget({ bucket, waitedSeconds, gaveUp }: BudgetTold): void {
  record(meter(), metrics.budgetWait, { bucket }, waitedSeconds);
  if (gaveUp) count(meter(), metrics.budgetGivenUp, { bucket });
}
