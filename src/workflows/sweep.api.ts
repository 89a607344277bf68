/** The sweep of an account and Region: its ids, and its activities. */
import type { AccountRegion } from '../domain/account-region';
import type { OrphanedInstance, SweepDecision, SweepResult, WaitingInstance } from '../domain/sweep/sweep';
import type { Blocker } from '../domain/sweep/vocabulary/blockers';

/** Of the Schedule; of each run the beginning, to which Temporal adds the time; and of one that an operator starts. */
export const sweepIdOf = ({ accountId, region }: AccountRegion): string =>
  `ecs-drain-sweep-${accountId}-${region}`;

export interface FoundWaitingInstances {
  readonly observed: number;
  readonly waiting: readonly WaitingInstance[];
  readonly unable?: Blocker;
}

/** Each is safe to repeat. AWS calls made in vain are failures of type `AwsCallFailed`. */
export interface SweepActivities {
  /** Who waits in a termination hook, and in which of ours. */
  findWaiting(): Promise<FoundWaitingInstances>;
  /** Which of these need a drain that knows of their hook, by what Temporal knows of their last drains. */
  decideStarts(waiting: readonly WaitingInstance[]): Promise<SweepDecision>;
  /**
   * Starts the drains that were decided on, or tells those that run; answers what was done. Where an operator has cancelled a drain
   * since the decision, nothing is started.
   */
  startDrains(decision: SweepDecision): Promise<SweepDecision>;
  /** In which DRAINING container instances are looked for. */
  clustersToSweep(): Promise<readonly string[]>;
  /** The container instances of these clusters that are DRAINING while no drain runs and Auto Scaling does not terminate them. */
  findOrphaned(clusters: readonly string[]): Promise<readonly OrphanedInstance[]>;
}

export type SweepFindings = Omit<SweepResult, 'leftOff'>;

/** Local activities: they make no calls. */
export interface SweepReports {
  /** What people read of a sweep: each list sorted and cut. */
  sweepResult(found: SweepFindings): Promise<SweepResult>;
  /** The same in words, as Markdown. */
  formatSweep(found: SweepFindings): Promise<string>;
}
