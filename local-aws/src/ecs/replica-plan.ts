/** Counts of a REPLICA service's tasks that are desired RUNNING. */
export interface ReplicaCounts {
  readonly desired: number;
  /** RUNNING on instances that are not DRAINING. */
  readonly runningElsewhere: number;
  /** Not yet RUNNING on instances that are not DRAINING. */
  readonly pendingElsewhere: number;
  /** RUNNING on DRAINING instances. */
  readonly runningOnDraining: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** How many tasks the scheduler wants to start and stop now. */
export interface ReplicaPlan {
  readonly start: number;
  readonly stopOnDraining: number;
  readonly stopElsewhere: number;
}

/**
 * Replaces tasks of DRAINING instances within the deployment's bounds: never fewer RUNNING than minimumHealthyPercent
 * (rounded up), never more RUNNING and PENDING than maximumPercent (rounded down). With 100/100 neither side can move.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-draining.html
 */
export function planReplicas(counts: ReplicaCounts): ReplicaPlan {
  const { desired, runningElsewhere, pendingElsewhere, runningOnDraining } = counts;
  const lowest = Math.ceil((desired * counts.minimumHealthyPercent) / 100);
  const highest = Math.floor((desired * counts.maximumPercent) / 100);
  const elsewhere = runningElsewhere + pendingElsewhere;
  const running = runningElsewhere + runningOnDraining;
  return {
    start: clamp(highest - elsewhere - runningOnDraining, desired - elsewhere),
    stopOnDraining: clamp(running - lowest, runningOnDraining),
    stopElsewhere: clamp(elsewhere - desired, elsewhere),
  };
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));
