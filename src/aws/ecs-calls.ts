/** ECS's operations, each as one function: pages followed, members named as the domain names them, failures told. */
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
import { AwsCallError, call } from './trouble';

const pageSize = 100;

/** Answers undefined for each that was set, and an error for each that ECS refused. */
export async function setStatus(
  client: ECSClient,
  cluster: string,
  arns: readonly string[],
  status: 'DRAINING' | 'ACTIVE',
): Promise<(undefined | AwsCallError)[]> {
  const { failures = [] } = await call('ecs.UpdateContainerInstancesState', () =>
    client.send(
      new UpdateContainerInstancesStateCommand({
        cluster,
        containerInstances: [...arns],
        status,
      }),
    ),
  );
  // One instance's failure is not the others'.
  return arns.map((arn) => {
    const failure = failures.find((candidate) => candidate.arn === arn);
    return failure && failureOf('ecs.UpdateContainerInstancesState', failure);
  });
}

export async function listClusters(client: ECSClient): Promise<string[]> {
  const clusters: string[] = [];
  await call('ecs.ListClusters', async () => {
    for await (const page of paginateListClusters({ client, pageSize }, {})) {
      clusters.push(...(page.clusterArns ?? []));
    }
  });
  return clusters;
}

export async function listContainerInstances(
  client: ECSClient,
  cluster: string,
  ec2InstanceIds: readonly string[],
): Promise<string[]> {
  const arns: string[] = [];
  const filter = `ec2InstanceId in [${ec2InstanceIds.join(', ')}]`;
  await call('ecs.ListContainerInstances', async () => {
    for await (const page of paginateListContainerInstances({ client, pageSize }, { cluster, filter })) {
      arns.push(...(page.containerInstanceArns ?? []));
    }
  });
  return arns;
}

export async function listTasks(
  client: ECSClient,
  cluster: string,
  containerInstance: string,
  desiredStatus: 'RUNNING' | 'STOPPED',
): Promise<string[]> {
  const arns: string[] = [];
  await call('ecs.ListTasks', async () => {
    const input = { cluster, containerInstance, desiredStatus };
    for await (const page of paginateListTasks({ client, pageSize }, input)) {
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

/** A container instance, with what tells two registrations of one EC2 instance apart. */
export interface Registration extends ContainerInstance {
  readonly ec2InstanceId: string | undefined;
  readonly registeredAt: number;
}

/** At most 100. One that ECS does not know (any more) is left out. */
export async function describeContainerInstances(
  client: ECSClient,
  cluster: string,
  arns: readonly string[],
): Promise<Registration[]> {
  const { containerInstances = [], failures = [] } = await call('ecs.DescribeContainerInstances', () =>
    client.send(new DescribeContainerInstancesCommand({ cluster, containerInstances: [...arns] })),
  );
  const refused = failures.find(({ reason }) => reason !== 'MISSING');
  if (refused) throw failureOf('ecs.DescribeContainerInstances', refused);
  return containerInstances.map((instance) => registrationView(cluster, instance));
}

const registrationView = (clusterArn: string, instance: EcsContainerInstance): Registration => ({
  clusterArn,
  containerInstanceArn: instance.containerInstanceArn ?? '',
  ec2InstanceId: instance.ec2InstanceId,
  status: instance.status ?? 'INACTIVE',
  runningTasksCount: instance.runningTasksCount ?? 0,
  pendingTasksCount: instance.pendingTasksCount ?? 0,
  agentConnected: instance.agentConnected ?? false,
  registeredAt: instance.registeredAt?.getTime() ?? 0,
});

/**
 * The registration that counts, of those that one EC2 instance has in a cluster. An agent that lost its state registers
 * anew and leaves the old registration behind, disconnected: the one with the agent, or else with tasks, is the real one.
 */
export function latestOf(registrations: readonly Registration[]): Registration | undefined {
  const rank = ({ agentConnected, runningTasksCount, pendingTasksCount, registeredAt }: Registration) => [
    Number(agentConnected),
    runningTasksCount + pendingTasksCount,
    registeredAt,
  ];
  return [...registrations].sort((a, b) => {
    const [mine, theirs] = [rank(a), rank(b)];
    const differs = mine.findIndex((value, place) => value !== theirs[place]);
    return differs === -1 ? 0 : (theirs[differs] ?? 0) - (mine[differs] ?? 0);
  })[0];
}

const taskView = (task: EcsTask): Task => ({
  taskArn: task.taskArn ?? '',
  lastStatus: task.lastStatus ?? 'UNKNOWN',
  desiredStatus: task.desiredStatus ?? 'UNKNOWN',
  group: task.group,
  startedBy: task.startedBy,
  taskDefinitionArn: task.taskDefinitionArn,
  stoppingAt: task.stoppingAt?.getTime(),
});

/** In the order of the ARNs. `missing`: ECS does not know the task, as about an hour after it stopped. */
export async function describeTasks(
  client: ECSClient,
  cluster: string,
  arns: readonly string[],
): Promise<(Task | 'missing' | AwsCallError)[]> {
  const { tasks: found = [], failures = [] } = await call('ecs.DescribeTasks', () =>
    client.send(new DescribeTasksCommand({ cluster, tasks: [...arns] })),
  );
  const byArn = new Map(found.map((task) => [task.taskArn, taskView(task)]));
  return arns.map((arn) => {
    const failure = failures.find((candidate) => candidate.arn === arn);
    if (failure?.reason === 'MISSING') return 'missing';
    return byArn.get(arn) ?? failureOf('ecs.DescribeTasks', failure ?? { reason: 'NoAnswer', detail: arn });
  });
}

export async function stopTask(
  client: ECSClient,
  cluster: string,
  task: string,
  reason: string,
): Promise<void> {
  await call('ecs.StopTask', () => client.send(new StopTaskCommand({ cluster, task, reason })));
}
