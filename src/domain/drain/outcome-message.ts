import { knownHostOf } from './observation/observation-request';
import type { DrainState } from './state/drain-state';
import type { Outcome } from '../reasons';
import type { Spec } from '../spec';
import { formatAction, describeOutcome } from './status/words';

/**
 * What is published when a drain has ended, as one JSON object. SNS delivers it at least once; `outcome` comes along as a
 * message attribute too, for the filter policies of subscriptions.
 */
export interface OutcomeMessage {
  /** Of this shape. Members may be added without a new version; none is taken away or changes its meaning. */
  readonly version: 1;
  /** The same each time that the same end is told: to drop duplicates by. */
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
  /** How many were not STOPPED when it ended. Absent where they were never listed: the instance was not DRAINING. */
  readonly tasksLeft?: number | undefined;
  /** `shadow`: nothing was touched, and `planned` says what would have been done. */
  readonly mode: Spec['mode'];
  /** When, as ISO 8601 in UTC, and what, in words. */
  readonly planned: readonly { readonly at: string; readonly what: string }[];
}

/** @param runId of the workflow; a run that goes on because of a late message ends, and tells of it, more than once */
export function outcomeMessage(
  state: DrainState,
  outcome: Outcome,
  runId: string,
  now: number,
): OutcomeMessage {
  const { ec2InstanceId, observationCount, startedAt, tasksStopped } = state;
  const { containerInstance: host, tasks } = knownHostOf(state);
  return {
    version: 1,
    id: `${ec2InstanceId}/${runId}/${observationCount}`,
    ec2InstanceId,
    autoScalingGroupName: state.groupOfInstance,
    clusterArn: host?.clusterArn,
    containerInstanceArn: host?.containerInstanceArn,
    outcome,
    summary: describeOutcome(outcome),
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(now).toISOString(),
    tasksStopped,
    tasksLeft: tasks?.length ?? (host === undefined ? 0 : undefined),
    mode: state.spec.mode,
    planned: state.planned.map(({ at, action }) => ({
      at: new Date(at).toISOString(),
      what: formatAction(action),
    })),
  };
}
