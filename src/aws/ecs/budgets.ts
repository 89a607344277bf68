import { createBudget, type Budget, type Rate } from '../budget';

/**
 * What our worker takes of the request rates that ECS grants an account and Region, one for each of its buckets.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 */
export interface EcsBudgets {
  /** Reads of cluster resources: 100 at once, 20 a second for the account. */
  readonly reads: Budget;
  /** Modifications of cluster resources: 100 at once, 40 a second. */
  readonly modifications: Budget;
  /** Reads of services: 100 at once, 20 a second. */
  readonly serviceReads: Budget;
  /** Reads of task protection: 200 at once, 80 a second. */
  readonly protectionReads: Budget;
  /** Reads of task definitions: AWS does not publish the rate, and each is read once in a worker's life. */
  readonly definitionReads: Budget;
}

/** How a caller fared that asked for its share. */
export interface BudgetWait {
  readonly bucket: keyof EcsBudgets;
  readonly waitedSeconds: number;
  readonly gaveUp: boolean;
}

/**
 * The same share of every bucket that `reads` is of its own.
 * @param report told of each wait, also of none
 */
export function createEcsBudgets(
  reads: Rate,
  report: (budget: BudgetWait) => void = () => undefined,
): EcsBudgets {
  const times = (bucket: keyof EcsBudgets, burst: number, perSecond: number): Budget =>
    budget(bucket, { burst: burst * reads.burst, perSecond: perSecond * reads.perSecond });
  const budget = (bucket: keyof EcsBudgets, rate: Rate): Budget => {
    const budget = createBudget(rate);
    return {
      take: async (calls, options) => {
        const requestedAt = performance.now();
        const reportWait = (gaveUp: boolean): void =>
          report({ bucket, waitedSeconds: (performance.now() - requestedAt) / 1000, gaveUp });
        try {
          await budget.take(calls, options);
        } catch (error) {
          reportWait(true);
          throw error;
        }
        reportWait(false);
      },
    };
  };
  return {
    reads: times('reads', 1, 1),
    modifications: times('modifications', 1, 2),
    serviceReads: times('serviceReads', 1, 1),
    protectionReads: times('protectionReads', 2, 4),
    definitionReads: budget('definitionReads', { burst: 20, perSecond: 5 }),
  };
}
