import type { AutoScaling } from '../aws/auto-scaling';
import { partOf } from '../aws/trouble';
import { lookWithinMs } from '../reconcile/look';
import type {
  ContainerInstance,
  Heartbeat,
  HookLook,
  LookRequest,
  Observation,
  Part,
} from '../reconcile/observation';
import type { Activities, ActivityDependencies } from './activities';

/** What is left of a look's time, whenever asked: a part of AWS that hangs may not hold the loop past a heartbeat. */
function timeLeft(): () => number {
  const endsAt = Date.now() + lookWithinMs;
  return () => Math.max(0, endsAt - Date.now());
}

/** Both halves look side by side, so that an ECS that hangs does not hold up a heartbeat. */
export function createObserve(dependencies: ActivityDependencies): Activities['observe'] {
  return async (request) => {
    const [autoScaling, ecs] = await Promise.all([
      observeAutoScaling(dependencies, request),
      observeEcs(dependencies, request),
    ]);
    const notAsked = {
      group: undefined,
      services: undefined,
      stopTimeouts: undefined,
      protections: undefined,
    };
    return { spec: dependencies.spec, observation: { ...autoScaling, ...ecs, ...notAsked } };
  };
}

type AutoScalingHalf = Pick<Observation, 'autoScalingInstance' | 'lifecycleHooks'>;
type EcsHalf = Pick<Observation, 'containerInstance' | 'tasks'>;

async function observeAutoScaling(
  { autoScaling }: ActivityDependencies,
  { ec2InstanceId, lifecycleHooks }: LookRequest,
): Promise<AutoScalingHalf> {
  const leftMs = timeLeft();
  const [instance, ...hooks] = await Promise.all([
    partOf('autoscaling.DescribeAutoScalingInstances', leftMs(), () =>
      autoScaling.describeInstance(ec2InstanceId),
    ),
    ...lifecycleHooks.map((hook) => observeHook(autoScaling, hook, leftMs())),
  ]);
  return { autoScalingInstance: instance, lifecycleHooks: hooks };
}

async function observeHook(
  autoScaling: AutoScaling,
  { lifecycleAction, heartbeat, readHook }: LookRequest['lifecycleHooks'][number],
  withinMs: number,
): Promise<HookLook> {
  const { autoScalingGroupName, lifecycleHookName } = lifecycleAction;
  const [beat, lifecycleHook] = await Promise.all([
    heartbeat
      ? partOf('autoscaling.RecordLifecycleActionHeartbeat', withinMs, () =>
          autoScaling.heartbeat(lifecycleAction),
        )
      : undefined,
    readHook
      ? partOf('autoscaling.DescribeLifecycleHooks', withinMs, () =>
          autoScaling.describeHook(autoScalingGroupName, lifecycleHookName),
        )
      : undefined,
  ]);
  return { autoScalingGroupName, lifecycleHookName, lifecycleHook, heartbeat: heartbeatOf(beat) };
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
    const tasks = await partOf('ecs.DescribeTasks', leftMs(), async () => ({
      listed: false,
      tasks: await dependencies.ecs.describeTasks(host.clusterArn, taskArns),
    }));
    return { tasks, containerInstance: await observeHost(dependencies, request, host, leftMs()) };
  }
  const before = await observeHost(dependencies, request, host, leftMs());
  const found = before.kind === 'known' ? before.value : null;
  if (found === null || !isCordoned(found)) return { tasks: undefined, containerInstance: before };
  const tasks = await partOf('ecs.ListTasks', leftMs(), async (signal) => ({
    listed: true,
    tasks: await dependencies.ecs.listUnstoppedTasks(found, { listRunning: request.listRunning, signal }),
  }));
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
