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

/** The same share of every bucket that `reads` is of its own. */
export function createEcsBudgets(reads: Rate): EcsBudgets {
  const times = (burst: number, perSecond: number): Budget =>
    createBudget({ burst: burst * reads.burst, perSecond: perSecond * reads.perSecond });
  return {
    reads: times(1, 1),
    modifications: times(1, 2),
    serviceReads: times(1, 1),
    protectionReads: times(2, 4),
    definitionReads: createBudget({ burst: 20, perSecond: 5 }),
  };
}
