import type { Heartbeat, LookRequest, Look, Observation, Part, Task } from '../reconcile/observation';
import { partOf } from '../aws/trouble';
import type { Activities, ActivityDependencies } from './activities';

/**
 * The longest that a look may take. With the shortest hook (30 s) a heartbeat is due every 10 s, so a part of AWS that
 * hangs may not hold the loop for longer.
 */
const lookWithinMs = 9_000;

/** What is left of a look's time, whenever asked. */
function timeLeft(): () => number {
  const endsAt = Date.now() + lookWithinMs;
  return () => Math.max(0, endsAt - Date.now());
}

/** Both halves look side by side, so that an ECS that hangs never delays a heartbeat. */
export function createObserve(dependencies: ActivityDependencies): Activities['observe'] {
  return async (request): Promise<Look> => {
    const [autoScaling, ecs] = await Promise.all([
      observeAutoScaling(dependencies, request),
      observeEcs(dependencies, request),
    ]);
    return { spec: dependencies.spec, observation: { ...autoScaling, ...ecs } };
  };
}

type AutoScalingHalf = Pick<Observation, 'autoScalingInstance' | 'lifecycleHook' | 'heartbeat'>;
type EcsHalf = Pick<Observation, 'containerInstance' | 'tasks'>;

async function observeAutoScaling(
  { autoScaling }: ActivityDependencies,
  { ec2InstanceId, lifecycleHook, heartbeat }: LookRequest,
): Promise<AutoScalingHalf> {
  const leftMs = timeLeft();
  const [beat, instance, hook] = await Promise.all([
    heartbeat &&
      partOf('autoscaling.RecordLifecycleActionHeartbeat', leftMs(), () => autoScaling.heartbeat(heartbeat)),
    partOf('autoscaling.DescribeAutoScalingInstances', leftMs(), () =>
      autoScaling.describeInstance(ec2InstanceId),
    ),
    lifecycleHook &&
      partOf('autoscaling.DescribeLifecycleHooks', leftMs(), () =>
        autoScaling.describeHook(lifecycleHook.autoScalingGroupName, lifecycleHook.lifecycleHookName),
      ),
  ]);
  return { autoScalingInstance: instance, lifecycleHook: hook, heartbeat: heartbeatOf(beat) };
}

function heartbeatOf(beat: Part<'recorded' | 'no-active-action'> | undefined): Heartbeat {
  if (beat === undefined) return { kind: 'not-due' };
  return beat.kind === 'known' ? { kind: beat.value } : beat;
}

async function observeEcs(dependencies: ActivityDependencies, request: LookRequest): Promise<EcsHalf> {
  const { ecs } = dependencies;
  const leftMs = timeLeft();
  const { containerInstance: host, taskArns } = request;
  // Known tasks first: a task that ends in between is then seen in the counts, never the other way round.
  const known =
    host &&
    taskArns &&
    (await partOf('ecs.DescribeTasks', leftMs(), () => ecs.describeTasks(host.clusterArn, taskArns)));
  const containerInstance = await partOf('ecs.DescribeContainerInstances', leftMs(), async () => {
    const there = host && (await ecs.describeContainerInstance(host.clusterArn, host.containerInstanceArn));
    // One that is no longer there may have been registered anew, perhaps elsewhere.
    if (there && there.status !== 'INACTIVE') return there;
    return ecs.findContainerInstance(await clustersOf(dependencies), request.ec2InstanceId);
  });
  return { containerInstance, tasks: known ?? (await listTasks(dependencies, containerInstance, leftMs())) };
}

/** Tasks are listed once nothing new is placed: before that the list would be out of date at once. */
async function listTasks(
  { ecs }: ActivityDependencies,
  containerInstance: EcsHalf['containerInstance'],
  withinMs: number,
): Promise<Part<readonly Task[]> | undefined> {
  if (containerInstance.kind === 'unknown' || containerInstance.value === null) return undefined;
  const { status, clusterArn, containerInstanceArn } = containerInstance.value;
  if (status === 'ACTIVE' || status === 'REGISTERING') return undefined;
  return partOf('ecs.ListTasks', withinMs, () => ecs.listUnstoppedTasks(clusterArn, containerInstanceArn));
}

async function clustersOf({ clusters, ecs }: ActivityDependencies): Promise<readonly string[]> {
  return clusters === 'all' ? ecs.listClusters() : clusters;
}
