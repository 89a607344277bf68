/** Tasks: listed, described and told to stop. */
import {
  DescribeTasksCommand,
  type ECSClient,
  paginateListTasks,
  StopTaskCommand,
  type Task as EcsTask,
} from '@aws-sdk/client-ecs';
import type { Task } from '../../domain/drain/observation/observation';
import { isStopped } from '../../domain/drain/tasks/roles';
import { forAttempts } from '../acting';
import { batched, perScope } from '../batching';
import type { AwsCallError } from '../call-error';
import { call } from '../call-error';
import type { EcsBudgets } from './budgets';
import { failureOf, inconsistent } from './failure';
import type { Ecs } from './ecs';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html and its neighbours */
const limits = { describe: 100, page: 100 };

type Tasks = Pick<Ecs, 'listUnstoppedTasks' | 'describeTasks' | 'stopTask'>;

export function createTasks(client: ECSClient, { reads, modifications }: EcsBudgets): Tasks {
  const tasks = perScope((cluster) =>
    batched<string, Task | 'missing'>(
      limits.describe,
      (arns) => describe(client, cluster, arns),
      () => reads.take(1, { servesMany: true }),
    ),
  );
  const described = (cluster: string, arns: readonly string[]) => Promise.all(arns.map(tasks(cluster)));

  return {
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
      return found.map((task, index) => (task === 'missing' ? forgotten(arns[index] ?? '') : task));
    },
    stopTask: (cluster, task, reason, attempt) => {
      const operation = 'ecs.StopTask';
      const command = new StopTaskCommand({ cluster, task, reason });
      return call(operation, async () => {
        await modifications.take(1, { signal: attempt.signal });
        await client.send(forAttempts([attempt], { operation, taskArn: task }, command));
      });
    },
  };
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
    for await (const page of paginateListTasks({ client, pageSize: limits.page }, input)) {
      arns.push(...(page.taskArns ?? []));
    }
  });
  return arns;
}

/** In the order of the ARNs. `missing`: ECS does not know the task, as about an hour after it stopped. */
async function describe(
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
    return (
      byArn.get(arn) ??
      (failure
        ? failureOf('ecs.DescribeTasks', failure)
        : inconsistent('ecs.DescribeTasks', `nothing was said of ${arn}`))
    );
  });
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

const vanishedTask = (taskArn = 'a task'): AwsCallError =>
  inconsistent('ecs.DescribeTasks', `${taskArn} was listed as running, and cannot be described`);
