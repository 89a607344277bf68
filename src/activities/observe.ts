import type {
  ContainerInstance,
  Heartbeat,
  Look,
  LookRequest,
  Observation,
  Part,
} from '../reconcile/observation';
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

/**
 * Tasks first, then the instance with its counts: a task that ends in between is missing from the counts, which is harmless.
 * The other way round, every task that stopped meanwhile would look like one that no listing showed.
 */
async function observeEcs(dependencies: ActivityDependencies, request: LookRequest): Promise<EcsHalf> {
  const leftMs = timeLeft();
  const { containerInstance: host, taskArns } = request;
  if (host && taskArns) {
    const tasks = await partOf('ecs.DescribeTasks', leftMs(), () =>
      dependencies.ecs.describeTasks(host.clusterArn, taskArns),
    );
    return { tasks, containerInstance: await observeHost(dependencies, request, host, leftMs()) };
  }
  const before = await observeHost(dependencies, request, host, leftMs());
  const found = before.kind === 'known' ? before.value : null;
  if (found === null || !isCordoned(found)) return { tasks: undefined, containerInstance: before };
  const tasks = await partOf('ecs.ListTasks', leftMs(), (signal) =>
    dependencies.ecs.listUnstoppedTasks(found.clusterArn, found.containerInstanceArn, signal),
  );
  const counted =
    tasks.kind === 'unknown' ? before : await observeHost(dependencies, request, found, leftMs());
  return { tasks, containerInstance: counted };
}

/** Tasks are listed once nothing new is placed: before that the list would be out of date at once. */
const isCordoned = ({ status }: ContainerInstance): boolean =>
  status !== 'ACTIVE' && status !== 'REGISTERING';

function observeHost(
  dependencies: ActivityDependencies,
  { ec2InstanceId }: LookRequest,
  host: LookRequest['containerInstance'],
  withinMs: number,
): Promise<Part<ContainerInstance | null>> {
  const { ecs, clusters } = dependencies;
  return partOf('ecs.DescribeContainerInstances', withinMs, async () => {
    const there = host && (await ecs.describeContainerInstance(host.clusterArn, host.containerInstanceArn));
    // One that is no longer there may have been registered anew, perhaps elsewhere.
    if (there && there.status !== 'INACTIVE') return there;
    return ecs.findContainerInstance(clusters === 'all' ? await ecs.listClusters() : clusters, ec2InstanceId);
  });
}
