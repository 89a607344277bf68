/**
 * What a drain of an instance would do now: the worker's own looks and decision, on an AWS in which the instance is imagined to
 * be terminated. Nothing is touched, and Temporal is not asked.
 */
import type { AutoScaling } from '../aws/auto-scaling';
import type { Ec2 } from '../aws/ec2';
import type { Ecs } from '../aws/ecs';
import { createActivities, type ActivityDependencies } from '../activities';
import { nextLook } from '../reconcile/look-request';
import { newMemory, type Memory } from '../reconcile/memory/memory';
import { receive } from '../reconcile/memory/receive';
import { reconcile } from '../reconcile/reconcile';
import type { LeavingSignal } from '../reconcile/signal';
import type { Status } from '../reconcile/status/status';
import { asIfDraining, asIfTerminating } from './imagined';

export interface DryRun {
  readonly ec2InstanceId: string;
  /** Undefined: Auto Scaling does not know the instance, and only a person could ask for its drain. */
  readonly autoScalingGroupName: string | undefined;
  readonly lifecycleState: string | undefined;
  /** The group's termination hooks whose messages are imagined to have arrived: all that notify somebody, and those named. */
  readonly lifecycleHooks: readonly string[];
  /** As things stand: what would be done first. */
  readonly first: Status;
  /** What would come once it is DRAINING; undefined where it would not come to that. */
  readonly onceDraining: Status | undefined;
}

export type DryRunDependencies = Pick<
  ActivityDependencies,
  'clusters' | 'clusterOfGroup' | 'spec' | 'warn'
> & { readonly ecs: Ecs; readonly autoScaling: AutoScaling; readonly ec2: Ec2 };

/** Until nothing more has to be asked: where it is, what runs there, and what is to be known of that. */
const looks = 3;

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
  const signals: LeavingSignal[] = ours.map(({ name, notificationTargetArn }) => ({
    kind: 'terminate-lifecycle-action',
    ec2InstanceId,
    autoScalingGroupName: instance?.autoScalingGroupName ?? '',
    lifecycleHookName: name,
    lifecycleActionToken: 'dry-run',
    notificationTargetArn,
    sentAt: now,
  }));
  const request: LeavingSignal = {
    kind: 'operator-request',
    ec2InstanceId,
    by: 'dry run',
    why: 'nothing is touched',
    afterwards: 'stay-draining',
  };
  const asked = (signals.length > 0 ? signals : [request]).reduce(receive, newMemory(ec2InstanceId, now));
  const imagined = { ...dependencies, autoScaling: asIfTerminating(autoScaling) };
  const before = await lookAround(imagined, asked);
  const isStopped = before.status.outcome !== undefined || before.status.containerInstanceArn === undefined;
  const after = isStopped
    ? undefined
    : await lookAround({ ...imagined, ecs: asIfDraining(ecs) }, before.memory);
  return {
    ec2InstanceId,
    autoScalingGroupName: instance?.autoScalingGroupName,
    lifecycleState: instance?.lifecycleState,
    lifecycleHooks: ours.map(({ name }) => name),
    first: before.status,
    onceDraining: after?.status,
  };
}

async function lookAround(
  dependencies: DryRunDependencies,
  before: Memory,
): Promise<{ readonly memory: Memory; readonly status: Status }> {
  const activities = createActivities({ ...dependencies, ...nobody });
  let memory = before;
  for (let look = 1; ; look += 1) {
    const askedAt = Date.now();
    const seen = await activities.observe(nextLook(memory, askedAt));
    // Whatever the worker's mode: only what is planned is of interest.
    const spec = { ...seen.spec, mode: 'shadow' as const };
    const { memory: after, status } = reconcile({ ...seen, spec, askedAt }, memory, Date.now());
    if (look === looks || status.outcome !== undefined) return { memory: after, status };
    memory = after;
  }
}

/** Nobody is paused or waited for, and nobody is told. */
const nobody: Pick<ActivityDependencies, 'inAttempt' | 'limits' | 'drains' | 'outcomeTopic'> = {
  inAttempt: () => Promise.reject(new Error('a dry run changes nothing')),
  limits: {
    look: () => Promise.resolve({ paused: undefined, hasTurn: true }),
    askForTurn: () => Promise.resolve(),
    giveBackTurn: () => Promise.resolve(),
  },
  drains: { wake: () => Promise.resolve(), ended: () => Promise.resolve([]) },
  outcomeTopic: undefined,
};
