/** The facts that promises are judged by, taken from the world at one moment. */
import type { LimitsObservation } from '../../../src/domain/limits/limits';
import type { OperatorRequest } from '../../../src/domain/notice';
import type { Behavior } from '../../../src/domain/spec';
import { lifecycleStageOf, type LifecycleStage } from '../../../src/domain/drain/observation/lifecycle-stage';
import type { Container } from './containers';
import { globalTimeoutSeconds, groupName } from './hook-words';
import { serviceOf, type Sights } from './observe';
import type { Moment, RunningTask } from './story';
import type { TaskPlan, WorldPlan } from './world-plan';

/** The drain completes an action so long before its hook's global timeout. */
export const globalTimeoutMarginMs = 60_000;

export interface Told {
  readonly drainStartedAt: number;
  readonly requests: readonly OperatorRequest[];
  readonly stage: LifecycleStage | undefined;
  readonly limits: LimitsObservation | undefined;
  /** An observation showed that EC2 reclaims the instance. */
  readonly isReclaimed: boolean;
  /** An observation showed that it is on its way out already. */
  readonly isGoing: boolean;
  readonly ec2DeadlineAt: number;
}

export function momentOf(world: Sights, told: Told): Moment {
  const { plan, time, containers, host, autoScaling, limits } = world;
  const registration = host.registration();
  const current = registration?.status === 'INACTIVE' ? undefined : registration;
  const id = current?.containerInstanceArn.split('/').at(-1);
  return {
    at: time.now(),
    running: containers
      .running()
      .filter(({ containerInstanceId }) => containerInstanceId === id)
      .map((one) => runningTask(one, plan)),
    hostStatus: current?.status,
    drainingSince: host.drainingSince(),
    stageTold: told.stage,
    isReclaimedTold: told.isReclaimed,
    isGoingTold: told.isGoing,
    request: told.requests.at(-1),
    deadlineAt: deadlineAt(world, told),
    isPaused: limits.check().allPaused !== undefined,
    limitsSeen: told.limits,
    agentLostSince: containers.agent.lostSince(),
    actions: structuredClone(autoScaling.actions()),
  };
}

function deadlineAt(
  { plan, autoScaling }: Sights,
  { requests, drainStartedAt, ec2DeadlineAt }: Told,
): number {
  const globalTimeouts = autoScaling
    .actions()
    .filter(({ plan: { owner } }) => owner !== 'theirs')
    .map(({ globalTimeoutAt }) => globalTimeoutAt);
  // A message without a time, told before the wait began, never moves its global timeout out: a forged one counts from the start.
  const { hooks, forged } = plan.autoScaling;
  const early = hooks
    .filter(
      ({ name, owner }) =>
        owner !== 'theirs' && forged.some(({ hook, group }) => hook === name && group === groupName),
    )
    .map(
      ({ heartbeatTimeoutSeconds: timeoutSeconds }) =>
        drainStartedAt + globalTimeoutSeconds(timeoutSeconds) * 1000,
    );
  const { deadlineSeconds = Infinity } = plan.spec;
  const asked = requests.map((request) => request.deadlineAt ?? Infinity);
  return Math.min(
    drainStartedAt + deadlineSeconds * 1000,
    ...[...globalTimeouts, ...early].map((at) => at - globalTimeoutMarginMs),
    ...asked,
    ec2DeadlineAt,
  );
}

const runningTask = ({ arn, plan: task, placedAt, orderedAt }: Container, plan: WorldPlan): RunningTask => ({
  arn,
  plan: task,
  placedAt,
  orderedAt,
  rule: ruleFor(task, plan),
  stopWithinMs: stopWithinMs(task, plan),
});

/** Rules of these worlds match by family alone. */
function ruleFor({ family }: TaskPlan, { spec }: WorldPlan): Behavior | undefined {
  return spec.taskRules.find(({ match }) => match.family === family)?.behavior;
}

export function stopWithinMs(task: TaskPlan, plan: WorldPlan): number {
  const { stopTimeoutSeconds, deregistrationDelaySeconds } = plan.spec;
  const declared = plan.tasks.find(({ family }) => family === task.family)?.stopTimeoutSeconds;
  const balanced = serviceOf(task, plan)?.hasLoadBalancer === true;
  return ((declared ?? stopTimeoutSeconds) + (balanced ? deregistrationDelaySeconds : 0)) * 1000;
}

export const stageShown = (state: { readonly lifecycleState: string } | null): LifecycleStage =>
  lifecycleStageOf(state === null ? null : { ...state, autoScalingGroupName: '' });
