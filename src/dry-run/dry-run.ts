/**
 * What a drain of an instance would do now: the worker's own observations and decision, on an AWS in which the instance is imagined to
 * be terminated. Nothing is touched, and Temporal is not asked.
 */
import type { AutoScaling } from '../aws/auto-scaling';
import type { Ec2 } from '../aws/ec2';
import type { Ecs } from '../aws/ecs';
import { createObserve, type ObserveDependencies } from '../activities/drain/observe/observe';
import { nextObservation } from '../domain/drain/observation/observation-request';
import { newDrainState, type DrainState } from '../domain/drain/state/drain-state';
import { applyNotice } from '../domain/drain/state/apply-notice';
import { reconcile } from '../domain/drain/reconcile';
import type { InterruptionNotice } from '../domain/notice';
import type { Spec } from '../domain/spec';
import type { Status } from '../domain/drain/status/status';
import { asIfDraining, asIfTerminating } from './imagined';

export interface DryRun {
  readonly ec2InstanceId: string;
  /** Undefined: Auto Scaling does not know the instance, and only an operator could ask for its drain. */
  readonly autoScalingGroupName: string | undefined;
  readonly lifecycleState: string | undefined;
  /** The group's termination hooks whose messages are imagined to have arrived: all that have a notification target, and those named. */
  readonly lifecycleHooks: readonly string[];
  /** As things stand: what would be done first. */
  readonly first: Status;
  /** What would come once it is DRAINING; undefined where it would not come to that. */
  readonly onceDraining: Status | undefined;
}

export interface DryRunDependencies extends Omit<ObserveDependencies, 'limits'> {
  readonly ecs: Ecs;
  readonly autoScaling: AutoScaling;
  readonly ec2: Ec2;
  readonly spec: Spec;
}

/** Until nothing more has to be asked: where it is, what runs there, and what is to be known of that. */
const passes = 3;

/** @throws AwsCallError where Auto Scaling does not say which group the instance is in */
export async function dryRun(dependencies: DryRunDependencies, ec2InstanceId: string): Promise<DryRun> {
  const { autoScaling, ecs } = dependencies;
  const instance = await autoScaling.describeInstance(ec2InstanceId);
  const hooks = instance ? await autoScaling.terminationHooks(instance.autoScalingGroupName) : [];
  const ours = hooks.filter(
    ({ name, notificationTargetArn }) =>
      notificationTargetArn !== undefined || dependencies.spec.lifecycleHooks.includes(name),
  );
  const now = Date.now();
  const notices: InterruptionNotice[] = ours.map(({ name, notificationTargetArn }) => ({
    kind: 'terminate-lifecycle-action',
    ec2InstanceId,
    autoScalingGroupName: instance?.autoScalingGroupName ?? '',
    lifecycleHookName: name,
    lifecycleActionToken: 'dry-run',
    notificationTargetArn,
    sentAt: now,
  }));
  const request: InterruptionNotice = {
    kind: 'operator-request',
    ec2InstanceId,
    by: 'dry run',
    reason: 'nothing is touched',
    afterwards: 'stay-draining',
  };
  const asked = (notices.length > 0 ? notices : [request]).reduce(
    applyNotice,
    newDrainState(ec2InstanceId, now),
  );
  const imagined = { ...dependencies, autoScaling: asIfTerminating(autoScaling) };
  const before = await observeUntilSettled(imagined, asked);
  const isStopped = before.status.outcome !== undefined || before.status.containerInstanceArn === undefined;
  const after = isStopped
    ? undefined
    : await observeUntilSettled({ ...imagined, ecs: asIfDraining(ecs) }, before.state);
  return {
    ec2InstanceId,
    autoScalingGroupName: instance?.autoScalingGroupName,
    lifecycleState: instance?.lifecycleState,
    lifecycleHooks: ours.map(({ name }) => name),
    first: before.status,
    onceDraining: after?.status,
  };
}

async function observeUntilSettled(
  dependencies: DryRunDependencies,
  before: DrainState,
): Promise<{ readonly state: DrainState; readonly status: Status }> {
  const observe = createObserve({ ...dependencies, limits: noLimits });
  let state = before;
  for (let pass = 1; ; pass += 1) {
    const requestedAt = Date.now();
    const observation = await observe(nextObservation(state, requestedAt));
    // Whatever the worker's mode: only what is planned is of interest.
    const spec = { ...dependencies.spec, mode: 'shadow' as const };
    const { state: after, status } = reconcile({ observation, spec, requestedAt }, state, Date.now());
    if (pass === passes || status.outcome !== undefined) return { state: after, status };
    state = after;
  }
}

/** Nothing is paused, and there is a permit. */
const noLimits: ObserveDependencies['limits'] = {
  observe: () => Promise.resolve({ allPaused: undefined, hasPermit: true }),
  requestPermit: () => Promise.resolve(),
  returnPermit: () => Promise.resolve(),
};
