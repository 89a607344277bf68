/** ECS as a drain needs it: within the API's batch limits, sharing requests between drains. */
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ContainerInstance, Task } from '../reconcile/observation';
import { isStopped } from '../reconcile/tasks/roles';
import { batched, inOrder, perScope, shared } from './batching';
import type { Budget } from './budget';
import {
  describeContainerInstances,
  describeTasks,
  latestOf,
  type Registration,
  listClusters,
  listContainerInstances,
  listTasks,
  setStatus,
  stopTask,
} from './ecs-calls';
import { AwsCallError } from './trouble';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html and its neighbours */
const limits = { describe: 100, updateState: 10, filterInstances: 50 };

/**
 * A burst of terminations shares one list. Never longer than the shortest grace in which an absence is doubted: the second
 * look has to see a cluster that was created after the first.
 */
const clustersKnownForMs = 1_000;

/** What our worker takes of the request rates that ECS grants an account and Region for cluster resources. */
export interface EcsBudgets {
  readonly reads: Budget;
  readonly modifications: Budget;
}

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
  /**
   * Every task on a container instance that is not STOPPED, also those desired STOPPED that still run. Nothing new may be
   * placed there. Without `listRunning` the instance's counts are believed where they are 0. The signal ends the wait for
   * the budget; calls under way go on.
   */
  listUnstoppedTasks(
    host: ContainerInstance,
    options?: { readonly listRunning?: boolean; readonly signal?: AbortSignal },
  ): Promise<readonly Task[]>;
  describeTasks(clusterArn: string, taskArns: readonly string[]): Promise<readonly Task[]>;
  setDraining(clusterArn: string, containerInstanceArn: string): Promise<void>;
  setActive(clusterArn: string, containerInstanceArn: string): Promise<void>;
  /** @param reason at most 1,024 characters */
  stopTask(clusterArn: string, taskArn: string, reason: string): Promise<void>;
}

export function createEcs(client: ECSClient, budgets: EcsBudgets): Ecs {
  const { reads, modifications } = budgets;
  const instances = perScope((cluster) =>
    batched<string, ContainerInstance | null>(
      limits.describe,
      async (arns) => {
        const found = await describeContainerInstances(client, cluster, arns);
        return inOrder(arns, found, (instance) => instance.containerInstanceArn, null);
      },
      () => reads.take(1, { servesMany: true }),
    ),
  );
  /** Clusters in which an instance was found, the last first: most instances of an account are in few of its clusters. */
  let likely: readonly string[] = [];
  const instancesByEc2Id = perScope((cluster) =>
    batched<string, Registration | null>(
      limits.filterInstances,
      async (ids) => {
        const arns = await listContainerInstances(client, cluster, ids);
        const found: Registration[] = [];
        for (let from = 0; from < arns.length; from += limits.describe) {
          await reads.take(1, { servesMany: true });
          found.push(
            ...(await describeContainerInstances(client, cluster, arns.slice(from, from + limits.describe))),
          );
        }
        if (found.length > 0) likely = [cluster, ...likely.filter((other) => other !== cluster)];
        return ids.map((id) => latestOf(found.filter(({ ec2InstanceId }) => ec2InstanceId === id)) ?? null);
      },
      // One of a search of many clusters: it takes turns with what known instances need.
      () => reads.take(1),
    ),
  );
  const searchIn = (cluster: string, ec2InstanceId: string): Promise<Registration | null> =>
    unlessClusterIsGone(instancesByEc2Id(cluster)(ec2InstanceId));
  const tasks = perScope((cluster) =>
    batched<string, Task | 'missing'>(
      limits.describe,
      (arns) => describeTasks(client, cluster, arns),
      () => reads.take(1, { servesMany: true }),
    ),
  );
  const statusSetter = (status: 'DRAINING' | 'ACTIVE') =>
    perScope((cluster) =>
      batched<string, undefined>(
        limits.updateState,
        (arns) => setStatus(client, cluster, arns, status),
        () => modifications.take(1, { servesMany: true }),
      ),
    );
  const draining = statusSetter('DRAINING');
  const active = statusSetter('ACTIVE');
  const described = (cluster: string, arns: readonly string[]) => Promise.all(arns.map(tasks(cluster)));

  return {
    async findContainerInstance(clusters, ec2InstanceId) {
      const first = likely.filter((cluster) => clusters.includes(cluster));
      for (const cluster of first) {
        const found = await searchIn(cluster, ec2InstanceId).catch(() => null);
        if (found?.agentConnected) return found;
      }
      const answers = await Promise.allSettled(clusters.map((cluster) => searchIn(cluster, ec2InstanceId)));
      // Found in one, it does not matter that another refused to say; absent only if every one says so.
      const found = latestOf(
        answers.flatMap((answer) => (answer.status === 'fulfilled' ? (answer.value ?? []) : [])),
      );
      if (found) return found;
      const failed = answers.find((answer) => answer.status === 'rejected');
      if (failed) throw failed.reason;
      return null;
    },
    describeContainerInstance: (cluster, arn) => unlessClusterIsGone(instances(cluster)(arn)),
    listClusters: shared(clustersKnownForMs, () => listClusters(client)),
    async listUnstoppedTasks(
      { clusterArn: cluster, containerInstanceArn, ...counts },
      { listRunning, signal } = {},
    ) {
      // The counts cover exactly what is desired RUNNING: where they are 0, only what was told to stop can be left.
      const anyRunning = listRunning === true || counts.runningTasksCount + counts.pendingTasksCount > 0;
      // For both listings or for none: half an answer is no answer, and would have to be asked for again.
      await reads.take(anyRunning ? 2 : 1, signal && { signal });
      // RUNNING first: a task that is told to stop between the two calls moves into the second.
      const running = anyRunning ? await listTasks(client, cluster, containerInstanceArn, 'RUNNING') : [];
      const stopped = await listTasks(client, cluster, containerInstanceArn, 'STOPPED');
      const listed = await described(cluster, running);
      // Just listed as running and unknown in the same breath: ECS is not of one mind yet.
      const vanished = listed.indexOf('missing');
      if (vanished !== -1) throw vanishedTask(running[vanished]);
      const known = new Set(running);
      const ended = await described(
        cluster,
        [...new Set(stopped)].filter((arn) => !known.has(arn)),
      );
      return [...listed, ...ended].filter((task): task is Task => task !== 'missing' && !isStopped(task));
    },
    async describeTasks(cluster, arns) {
      const found = await described(cluster, arns);
      return found.map((task, place) => (task === 'missing' ? forgotten(arns[place] ?? '') : task));
    },
    setDraining: (cluster, arn) => draining(cluster)(arn),
    setActive: (cluster, arn) => active(cluster)(arn),
    async stopTask(cluster, task, reason) {
      await modifications.take(1);
      await stopTask(client, cluster, task, reason);
    },
  };
}

/** ECS forgets a stopped task after about an hour: one that was known, and is missing now, is gone and not running. */
const forgotten = (taskArn: string): Task => ({
  taskArn,
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  group: undefined,
  startedBy: undefined,
  taskDefinitionArn: undefined,
  stoppingAt: undefined,
});

/** Nothing is registered in a cluster that was deleted. */
async function unlessClusterIsGone<T>(answer: Promise<T | null>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsCallError && error.trouble.code === 'ClusterNotFoundException') return null;
    throw error;
  }
}

function vanishedTask(taskArn: string | undefined): AwsCallError {
  const cause = new Error(`${taskArn ?? 'a task'} was listed as running, and cannot be described`);
  cause.name = 'InconsistentRead';
  return new AwsCallError('ecs.DescribeTasks', cause);
}
