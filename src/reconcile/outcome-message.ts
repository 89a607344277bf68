import type { Outcome } from './reasons';

/**
 * What is published when a drain has ended, as one JSON object. SNS delivers it at least once; `outcome` comes along as a
 * message attribute too, for the filter policies of subscriptions.
 */
export interface OutcomeMessage {
  /** Of this shape. Members may be added without a new version; none is taken away or changes its meaning. */
  readonly version: 1;
  /** The drain's workflow id and run id. The same each time that the same end is told: to drop duplicates by. */
  readonly id: string;
  readonly ec2InstanceId: string;
  /** Absent where Auto Scaling never said whose the instance is. */
  readonly autoScalingGroupName?: string | undefined;
  /** Absent, as the next one, where the instance was found in no cluster. */
  readonly clusterArn?: string | undefined;
  readonly containerInstanceArn?: string | undefined;
  readonly outcome: Outcome;
  /** The same in words, for people. */
  readonly summary: string;
  /** When the drain began, as ISO 8601 in UTC. */
  readonly startedAt: string;
  /** When it ended. */
  readonly endedAt: string;
  /** How many tasks stopped while it drained. */
  readonly tasksStopped: number;
  /** How many were not STOPPED when it ended. */
  readonly tasksLeft: number;
}
