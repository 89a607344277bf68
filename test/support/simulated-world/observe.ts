/** One observation of the world, asked as the drain asks it: each part is unknown when the dice say so. */
import type {
  Heartbeat,
  ObservationRequest,
  Observation,
  Protection,
  Service,
  StopChain,
  TasksObservation,
} from '../../../src/domain/drain/observation/observation';
import type { AutoScaling } from './auto-scaling';
import type { Ec2 } from './ec2';
import { groupName } from './hook-words';
import type { Containers } from './containers';
import { showsIn, type Host } from './host';
import { callErrorOf, type Luck } from './luck';
import type { SharedLimits } from './limits';
import type { Timeline } from './timeline';
import type { TaskPlan, WorldPlan } from './world-plan';

export interface Sights {
  readonly plan: WorldPlan;
  readonly time: Timeline;
  readonly luck: Luck;
  readonly containers: Containers;
  readonly host: Host;
  readonly autoScaling: AutoScaling;
  readonly ec2: Ec2;
  readonly limits: SharedLimits;
}

export const observeWorld = (world: Sights, request: ObservationRequest): Observation => ({
  limits: world.luck.part(
    'temporal.DescribeWorkflowExecution',
    world.plan.luck.ecsFailsPercent,
    world.limits.check,
  ),
  ...observeAutoScaling(world, request),
  ec2Instance:
    request.ec2Instance &&
    world.luck.part(
      'ec2.DescribeInstances',
      world.plan.luck.ecsFailsPercent,
      observeEc2(world, request.ec2Instance),
    ),
  ...observeHost(world, request),
  ...observeFacts(world, request),
});

const observeEc2 =
  ({ ec2 }: Sights, asked: NonNullable<ObservationRequest['ec2Instance']>) =>
  () =>
    ec2.observe(asked);

function observeAutoScaling(
  { plan, time, luck, autoScaling }: Sights,
  request: ObservationRequest,
): Pick<Observation, 'autoScalingInstance' | 'groupSettings' | 'lifecycleHooks' | 'group'> {
  const fails = plan.luck.autoScalingFailsPercent;
  const shownAt = time.now() - plan.autoScaling.lateSeconds * 1000;
  const lifecycleHooks = request.lifecycleHooks.map(({ lifecycleAction, heartbeat, readHook }) => ({
    autoScalingGroupName: lifecycleAction.autoScalingGroupName,
    lifecycleHookName: lifecycleAction.lifecycleHookName,
    lifecycleHook: readHook
      ? luck.part('autoscaling.DescribeLifecycleHooks', fails, () =>
          autoScaling.describeHook(lifecycleAction.lifecycleHookName),
        )
      : undefined,
    heartbeat: heartbeat ? beat(lifecycleAction) : { kind: 'not-due' as const },
  }));
  function beat(action: ObservationRequest['lifecycleHooks'][number]['lifecycleAction']): Heartbeat {
    if (luck.fails(fails))
      return { kind: 'unknown', callError: callErrorOf('autoscaling.RecordLifecycleActionHeartbeat') };
    return { kind: autoScaling.heartbeat(action) ? 'recorded' : 'no-active-action' };
  }
  return {
    lifecycleHooks,
    groupSettings:
      request.groupSettings && autoScaling.lifecycleState(shownAt) !== null
        ? luck.part('autoscaling.DescribeLifecycleHooks', fails, () => [])
        : undefined,
    autoScalingInstance: luck.part('autoscaling.DescribeAutoScalingInstances', fails, () => {
      const lifecycleState = autoScaling.lifecycleState(shownAt);
      return lifecycleState === null ? null : { lifecycleState, autoScalingGroupName: groupName };
    }),
    group:
      request.autoScalingGroupName === undefined
        ? undefined
        : luck.part('autoscaling.DescribeAutoScalingGroups', fails, () => ({
            retainsAbandoned: plan.autoScaling.retainsAbandoned,
          })),
  };
}

/** As `observe` asks ECS: known tasks are described; others are listed once nothing new is placed. */
function observeHost(
  { plan, time, luck, containers, host }: Sights,
  { containerInstance: known, taskArns, listRunning }: ObservationRequest,
): Pick<Observation, 'containerInstance' | 'tasks'> {
  const fails = plan.luck.ecsFailsPercent;
  const seen = host.view();
  const containerInstance = luck.part('ecs.DescribeContainerInstances', fails, () => seen);
  const described = (): TasksObservation => ({
    listed: false,
    tasks: containers
      .all()
      .map(containers.view)
      .filter(({ taskArn }) => taskArns?.includes(taskArn)),
  });
  if (known && taskArns)
    return { containerInstance, tasks: luck.part('ecs.DescribeTasks', fails, described) };
  const found = containerInstance.kind === 'known' ? containerInstance.value : null;
  if (found === null || found.status === 'ACTIVE' || found.status === 'REGISTERING')
    return { containerInstance, tasks: undefined };
  const anyRunning = listRunning || found.runningTasksCount > 0;
  const listed = (): TasksObservation => ({
    listed: true,
    tasks: containers
      .all()
      .filter((one) => showsIn('listing', plan, one, time.now()))
      .map(containers.view)
      .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
      .filter(({ desiredStatus }) => anyRunning || desiredStatus === 'STOPPED'),
  });
  return { containerInstance, tasks: luck.part('ecs.ListTasks', fails, listed) };
}

function observeFacts(
  { plan, time, luck, containers, host }: Sights,
  { services, taskDefinitionArns, protections }: ObservationRequest,
): Pick<Observation, 'services' | 'stopTimeouts' | 'protections'> {
  const fails = plan.luck.ecsFailsPercent;
  const familyOf = (arn: string) => arn.split('/').at(-1)?.split(':')[0];
  return {
    services:
      services.length === 0
        ? undefined
        : luck.part('ecs.DescribeServices', fails, () =>
            plan.tasks.flatMap((task) => serviceOf(task, plan) ?? []).filter(isFirstOfIts(services)),
          ),
    stopTimeouts:
      taskDefinitionArns.length === 0
        ? undefined
        : taskDefinitionArns.map((taskDefinitionArn) =>
            luck.part('ecs.DescribeTaskDefinition', fails, () => ({
              taskDefinitionArn,
              chains: [chainOf(plan.tasks.find(({ family }) => family === familyOf(taskDefinitionArn)))],
            })),
          ),
    protections:
      protections && host.registration()?.status === 'ACTIVE'
        ? luck.part('ecs.GetTaskProtection', fails, () => protectionsNow(containers, time))
        : undefined,
  };
}

const protectionsNow = (containers: Containers, time: Timeline): Protection[] =>
  containers
    .running()
    .filter(({ plan, placedAt }) => placedAt + plan.protectedSeconds * 1000 > time.now())
    .map(({ arn, plan, placedAt }) => ({
      taskArn: arn,
      protectedUntil: placedAt + plan.protectedSeconds * 1000,
    }));

const isFirstOfIts =
  (names: readonly string[]) =>
  ({ serviceName }: Service, place: number, all: readonly Service[]): boolean =>
    names.includes(serviceName) && all.findIndex((one) => one.serviceName === serviceName) === place;

export function serviceOf({ role, family }: TaskPlan, { services }: WorldPlan): Service | undefined {
  if (role !== 'service' && role !== 'daemon-service') return undefined;
  const plan = services.find((one) => one.family === family);
  return {
    serviceName: family,
    schedulingStrategy: role === 'service' ? 'REPLICA' : 'DAEMON',
    minimumHealthyPercent: plan?.minimumHealthyPercent ?? 100,
    maximumPercent: plan?.maximumPercent ?? 200,
    hasLoadBalancer: plan?.hasLoadBalancer ?? false,
    desiredCount: 2,
    runningCount: 2,
    placementFailure:
      plan?.placementFailure === undefined ? undefined : { at: 0, message: plan.placementFailure },
  };
}

const chainOf = (task: TaskPlan | undefined): StopChain => {
  const said = task?.stopTimeoutSeconds ?? null;
  return { saidSeconds: said ?? 0, silentContainers: said === null ? 1 : 0 };
};
