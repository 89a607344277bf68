/**
 * Tasks in scale-in protection.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
 */
import { type ECSClient, GetTaskProtectionCommand } from '@aws-sdk/client-ecs';
import type { Protection } from '../../domain/drain/observation/observation';
import { batched, perScope } from '../batching';
import { type AwsCallError, call } from '../call-error';
import type { EcsBudgets } from './budgets';
import type { Ecs } from './ecs';
import { failureOf, inconsistent } from './failure';
import { listTasks } from './tasks';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html */
const describeLimit = 10;

/** 2,880 minutes, should ECS not say when a protection ends. */
const longestMs = 48 * 3_600_000;

export function createProtections(
  client: ECSClient,
  { reads, protectionReads }: EcsBudgets,
): Pick<Ecs, 'listProtections'> {
  const protections = perScope((cluster) =>
    batched<string, Protection | null>(
      describeLimit,
      (arns) => describe(client, cluster, arns),
      () => protectionReads.take(1, { servesMany: true }),
    ),
  );
  return {
    async listProtections({ clusterArn: cluster, containerInstanceArn, ...counts }, { signal } = {}) {
      if (counts.runningTasksCount + counts.pendingTasksCount === 0) return [];
      await reads.take(1, signal && { signal });
      const arns = await listTasks(client, cluster, containerInstanceArn, 'RUNNING');
      const found = await Promise.all(arns.map(protections(cluster)));
      return found.flatMap((protection) => protection ?? []);
    },
  };
}

/**
 * Not protected, as far as a drain is concerned: a task of no service, which cannot be, and one that is gone.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
 */
const unprotected: readonly (string | undefined)[] = ['TASK_NOT_VALID', 'MISSING'];

/** In the order of the ARNs; null for one that is not protected. ECS itself ends a protection that expires. */
async function describe(
  client: ECSClient,
  cluster: string,
  arns: readonly string[],
): Promise<(Protection | null | AwsCallError)[]> {
  const { protectedTasks = [], failures = [] } = await call('ecs.GetTaskProtection', () =>
    client.send(new GetTaskProtectionCommand({ cluster, tasks: [...arns] })),
  );
  return arns.map((taskArn) => {
    const task = protectedTasks.find((candidate) => candidate.taskArn === taskArn);
    if (task?.protectionEnabled)
      return { taskArn, protectedUntil: task.expirationDate?.getTime() ?? Date.now() + longestMs };
    const failure = failures.find(({ arn }) => arn === taskArn);
    if (task || unprotected.includes(failure?.reason)) return null;
    return failure
      ? failureOf('ecs.GetTaskProtection', failure)
      : inconsistent('ecs.GetTaskProtection', `nothing was said of ${taskArn}`);
  });
}
