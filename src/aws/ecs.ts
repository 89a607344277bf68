/** ECS as a drain needs it: within the API's batch limits, sharing requests between drains. */
import {
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  type ECSClient,
  type Failure,
  paginateListClusters,
  paginateListContainerInstances,
  paginateListTasks,
  StopTaskCommand,
  type Task as EcsTask,
  UpdateContainerInstancesStateCommand,
  type ContainerInstance as EcsContainerInstance,
} from '@aws-sdk/client-ecs';
import type { ContainerInstance, Task } from '../reconcile/observation';
import { isStopped } from '../reconcile/roles';
import { batched, inOrder, perScope } from './batching';
import { AwsCallError, call } from './trouble';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html and its neighbours */
const limits = { describe: 100, updateState: 10, page: 100, filterInstances: 50 };

/** Every function may throw AwsCallError. */
export interface Ecs {
  /** The container instance of an EC2 instance in one of the clusters; null when none of them has it. */
  findContainerInstance(
    clusters: readonly string[],
    ec2InstanceId: string,
  ): Promise<ContainerInstance | null>;
  /** Null when it left the cluster so long ago that ECS forgot it. */
  describeContainerInstance(
    clusterArn: string,
    containerInstanceArn: string,
  ): Promise<ContainerInstance | null>;
  /** Every cluster of the account and Region. */
  listClusters(): Promise<readonly string[]>;
  /** Every task on a container instance that is not STOPPED, also those desired STOPPED that still run. */
  listUnstoppedTasks(clusterArn: string, containerInstanceArn: string): Promise<readonly Task[]>;
  describeTasks(clusterArn: string, taskArns: readonly string[]): Promise<readonly Task[]>;
  setDraining(clusterArn: string, containerInstanceArn: string): Promise<void>;
  /** @param reason at most 1,024 characters */
  stopTask(clusterArn: string, taskArn: string, reason: string): Promise<void>;
}

export function createEcs(client: ECSClient): Ecs {
  const instances = perScope((cluster) =>
    batched<string, ContainerInstance | null>(limits.describe, async (arns) => {
      const found = await describeContainerInstances(client, cluster, arns);
      return inOrder(arns, found, (instance) => instance.containerInstanceArn, null);
    }),
  );
  const instancesByEc2Id = perScope((cluster) =>
    batched<string, ContainerInstance | null>(limits.filterInstances, async (ids) => {
      const arns = await listContainerInstances(client, cluster, ids);
      const found = arns.length === 0 ? [] : await describeContainerInstances(client, cluster, arns);
      return inOrder(ids, found, (instance) => instance.ec2InstanceId, null);
    }),
  );
  const tasks = perScope((cluster) =>
    batched<string, Task>(limits.describe, async (arns) => {
      const { tasks: found = [] } = await call('ecs.DescribeTasks', () =>
        client.send(new DescribeTasksCommand({ cluster, tasks: [...arns] })),
      );
      const byArn = new Map(found.map((task) => [task.taskArn, taskView(task)]));
      return arns.map((arn) => byArn.get(arn) ?? forgotten(arn));
    }),
  );
  const draining = perScope((cluster) =>
    batched<string, undefined>(limits.updateState, async (arns) => {
      const { failures = [] } = await call('ecs.UpdateContainerInstancesState', () =>
        client.send(
          new UpdateContainerInstancesStateCommand({
            cluster,
            containerInstances: [...arns],
            status: 'DRAINING',
          }),
        ),
      );
      // One instance's failure is not the others'.
      return arns.map((arn) => {
        const failure = failures.find((candidate) => candidate.arn === arn);
        return failure && failureOf('ecs.UpdateContainerInstancesState', failure);
      });
    }),
  );
  const describeTasks: Ecs['describeTasks'] = (cluster, arns) => Promise.all(arns.map(tasks(cluster)));

  return {
    async findContainerInstance(clusters, ec2InstanceId) {
      const found = await Promise.all(clusters.map((cluster) => instancesByEc2Id(cluster)(ec2InstanceId)));
      return found.find((instance) => instance !== null) ?? null;
    },
    describeContainerInstance: (cluster, arn) => instances(cluster)(arn),
    async listClusters() {
      const clusters: string[] = [];
      await call('ecs.ListClusters', async () => {
        for await (const page of paginateListClusters({ client, pageSize: limits.page }, {})) {
          clusters.push(...(page.clusterArns ?? []));
        }
      });
      return clusters;
    },
    async listUnstoppedTasks(cluster, containerInstance) {
      // RUNNING first: a task that is told to stop between the two calls moves into the second.
      const running = await listTasks(client, cluster, containerInstance, 'RUNNING');
      const stopped = await listTasks(client, cluster, containerInstance, 'STOPPED');
      const listed = await describeTasks(cluster, [...new Set([...running, ...stopped])]);
      return listed.filter((task) => !isStopped(task));
    },
    describeTasks,
    setDraining: (cluster, arn) => draining(cluster)(arn),
    async stopTask(cluster, task, reason) {
      await call('ecs.StopTask', () => client.send(new StopTaskCommand({ cluster, task, reason })));
    },
  };
}

async function listContainerInstances(
  client: ECSClient,
  cluster: string,
  ec2InstanceIds: readonly string[],
): Promise<string[]> {
  const arns: string[] = [];
  const filter = `ec2InstanceId in [${ec2InstanceIds.join(', ')}]`;
  await call('ecs.ListContainerInstances', async () => {
    for await (const page of paginateListContainerInstances(
      { client, pageSize: limits.page },
      { cluster, filter },
    )) {
      arns.push(...(page.containerInstanceArns ?? []));
    }
  });
  return arns;
}

async function listTasks(
  client: ECSClient,
  cluster: string,
  containerInstance: string,
  desiredStatus: 'RUNNING' | 'STOPPED',
): Promise<string[]> {
  const arns: string[] = [];
  await call('ecs.ListTasks', async () => {
    const input = { cluster, containerInstance, desiredStatus };
    for await (const page of paginateListTasks({ client, pageSize: limits.page }, input)) {
      arns.push(...(page.taskArns ?? []));
    }
  });
  return arns;
}

/**
 * ECS answers what went wrong with one item of a batch beside what went right. Sending the same again would not help: the
 * next look tells whether the item is in the wanted state already.
 */
function failureOf(operation: string, { reason, detail }: Failure): AwsCallError {
  const cause = new Error(detail ?? 'ECS gives no detail');
  cause.name = reason ?? 'Failure';
  return new AwsCallError(operation, cause, { cause: 'permanent' });
}

type FoundContainerInstance = ContainerInstance & { readonly ec2InstanceId: string | undefined };

async function describeContainerInstances(
  client: ECSClient,
  cluster: string,
  arns: readonly string[],
): Promise<FoundContainerInstance[]> {
  const { containerInstances = [] } = await call('ecs.DescribeContainerInstances', () =>
    client.send(new DescribeContainerInstancesCommand({ cluster, containerInstances: [...arns] })),
  );
  return containerInstances.map((instance) => containerInstanceView(cluster, instance));
}

function containerInstanceView(clusterArn: string, instance: EcsContainerInstance): FoundContainerInstance {
  return {
    clusterArn,
    containerInstanceArn: instance.containerInstanceArn ?? '',
    ec2InstanceId: instance.ec2InstanceId,
    status: instance.status ?? 'INACTIVE',
    runningTasksCount: instance.runningTasksCount ?? 0,
    pendingTasksCount: instance.pendingTasksCount ?? 0,
  };
}

const taskView = (task: EcsTask): Task => ({
  taskArn: task.taskArn ?? '',
  lastStatus: task.lastStatus ?? 'UNKNOWN',
  desiredStatus: task.desiredStatus ?? 'UNKNOWN',
  group: task.group,
  startedBy: task.startedBy,
});

/** ECS forgets a stopped task after about an hour and answers MISSING: it is gone, not running. */
const forgotten = (taskArn: string): Task => ({
  taskArn,
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  group: undefined,
  startedBy: undefined,
});
