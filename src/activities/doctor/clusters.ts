import { isClusterNotFound } from '../../aws/ecs';
import { partOf } from '../../aws/call-error';
import type {
  AwsFacts,
  ClusterFacts,
  ClustersFacts,
  SeenCluster,
  TaskStop,
} from '../../domain/doctor/aws/facts';
import { compare } from '../../domain/format/compare';
import { idOf, valueOf, type Task } from '../../domain/drain/observation/observation';
import { serviceNameOf } from '../../domain/drain/tasks/roles';
import type { DoctorDependencies } from './dependencies';

/** So much is observed: the request rate is the drains'. Of a cluster about thirty calls, at five a second. */
const most = { clusters: 10, instances: 200, tasks: 200, services: 50, definitions: 20 };

const withinMs = 30_000;

type Dependencies = Pick<DoctorDependencies, 'ecs' | 'autoScaling' | 'clusters'>;

export const observeClusters = (dependencies: Dependencies): Promise<AwsFacts['clusters']> => {
  const { ecs, clusters } = dependencies;
  return partOf('ecs.ListClusters', 6 * withinMs, async (): Promise<ClustersFacts> => {
    const all = clusters === 'all' ? await ecs.listClusters() : clusters;
    const facts: ClusterFacts[] = [];
    for (const cluster of [...all].sort(compare).slice(0, most.clusters))
      facts.push({ cluster, seen: await clusterFacts(cluster, dependencies) });
    return { clusters: facts, leftOut: all.length - facts.length };
  });
};

const clusterFacts = (
  cluster: string,
  { ecs, autoScaling, clusters }: Dependencies,
): Promise<ClusterFacts['seen']> =>
  partOf('ecs.ListContainerInstances', withinMs, async (): Promise<'missing' | SeenCluster> => {
    const overview = await ecs.overview(cluster, most).catch((error: unknown) => {
      // One that was deleted since it was listed has nothing in it.
      if (!isClusterNotFound(error)) throw error;
      return clusters === 'all' ? { instances: [], taskArns: [], isCut: false } : 'missing';
    });
    if (overview === 'missing') return overview;
    const { instances, taskArns } = overview;
    const groups = partOf('autoscaling.DescribeAutoScalingInstances', withinMs, async () => {
      const ids = unique(instances.flatMap(({ ec2InstanceId }) => ec2InstanceId ?? []));
      const found = await Promise.all(ids.map((id) => autoScaling.describeInstance(id)));
      return unique(found.flatMap((instance) => instance?.autoScalingGroupName ?? []));
    });
    const tasks = await partOf('ecs.DescribeTasks', withinMs, () => ecs.describeTasks(cluster, taskArns));
    if (tasks.kind === 'unknown')
      return { groups: await groups, services: tasks, stops: tasks, isCut: overview.isCut };
    const names = unique(tasks.value.flatMap((task) => serviceNameOf(task) ?? []));
    const services = await partOf('ecs.DescribeServices', withinMs, () =>
      ecs.describeServices(cluster, names.slice(0, most.services)),
    );
    const balanced = new Set(
      (valueOf(services) ?? []).flatMap(({ hasLoadBalancer, serviceName }) =>
        hasLoadBalancer ? serviceName : [],
      ),
    );
    const definitions = definitionsOf(tasks.value);
    const stops = await partOf('ecs.DescribeTaskDefinition', withinMs, () =>
      Promise.all(
        [...definitions].slice(0, most.definitions).map(async ([arn, task]): Promise<TaskStop> => {
          const service = serviceNameOf(task);
          return {
            what: service === undefined ? `task ${idOf(arn)}` : `service ${service}`,
            chains: (await ecs.stopTimeout(arn)).chains,
            hasLoadBalancer: service !== undefined && balanced.has(service),
          };
        }),
      ),
    );
    const isCut = overview.isCut || names.length > most.services || definitions.size > most.definitions;
    return { groups: await groups, services, stops, isCut };
  });

/** Each definition with a task of it. */
const definitionsOf = (tasks: readonly Task[]): ReadonlyMap<string, Task> =>
  new Map(
    tasks.flatMap((task) =>
      task.taskDefinitionArn === undefined ? [] : [[task.taskDefinitionArn, task] as const],
    ),
  );

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort(compare);
