/** Calls that failed, and since when. */
import { compare } from '../../format/compare';
import type { Observation, CallError } from '../observation/observation';

export interface OngoingCallError extends CallError {
  readonly since: number;
}

/** What is not asked with every observation, and by which operation it is seen. */
const occasional = {
  ec2Instance: 'ec2.DescribeInstances',
  group: 'autoscaling.DescribeAutoScalingGroups',
  services: 'ecs.DescribeServices',
  stopTimeouts: 'ecs.DescribeTaskDefinition',
  protections: 'ecs.GetTaskProtection',
} as const;

/** A permanent error stays although this observation did not make the call again. */
export function stillStanding(
  before: readonly OngoingCallError[],
  observation: Observation,
): OngoingCallError[] {
  const notAsked = Object.entries(occasional).flatMap(([part, operation]) =>
    observation[part as keyof typeof occasional] === undefined ? operation : [],
  ); // its keys are those of the object
  return before.filter(
    ({ cause, operation }) => cause === 'permanent' && notAsked.some((one) => one === operation),
  );
}

export function callErrorsOf(observation: Observation): CallError[] {
  const { limits, autoScalingInstance, groupSettings, ec2Instance, lifecycleHooks, group } = observation;
  const { containerInstance, tasks, services, stopTimeouts, protections } = observation;
  const ofHooks = lifecycleHooks.flatMap(({ lifecycleHook, heartbeat }) => [lifecycleHook, heartbeat]);
  const parts = [limits, autoScalingInstance, groupSettings, ec2Instance, ...ofHooks, group];
  return [...parts, containerInstance, tasks, services, ...(stopTimeouts ?? []), protections].flatMap(
    (part) => (part?.kind === 'unknown' ? [part.callError] : []),
  );
}

/** One call error an operation, each keeping the time since which it has been so. */
export function ongoing(
  before: readonly OngoingCallError[],
  callErrors: readonly CallError[],
  now: number,
): OngoingCallError[] {
  const byOperation = new Map(callErrors.map((callError) => [callError.operation, callError]));
  return [...byOperation.values()]
    .map((callError) => ({
      ...callError,
      since:
        before.find((old) => old.operation === callError.operation && old.code === callError.code)?.since ??
        now,
    }))
    .sort((a, b) => compare(a.operation, b.operation));
}
