import { clusterNamedBy, idOf } from './arns';
import { ecsErrors } from './errors';
import type { Cluster, ContainerInstance, EcsService, EcsState, Task, TaskDefinition } from './state';

/** Finds a cluster by name or ARN; ECS assumes the cluster `default` where none is given. */
export function findCluster(state: EcsState, nameOrArn: string | undefined): Cluster {
  const cluster = state.clusters.get(idOf(nameOrArn ?? 'default'));
  if (!cluster) throw ecsErrors.clusterNotFound();
  return cluster;
}

/** A long ARN names its cluster; with another `cluster` in the call ECS refuses the whole call. */
function checkCluster(cluster: Cluster, arnOrId: string): void {
  const named = clusterNamedBy(arnOrId);
  if (named !== undefined && named !== cluster.name) {
    throw ecsErrors.invalidParameter(`Identifier is for ${named}. Your cluster is ${cluster.name}`);
  }
}

export function findInstance(cluster: Cluster, arnOrId: string): ContainerInstance | undefined {
  checkCluster(cluster, arnOrId);
  const instance = cluster.instances.get(idOf(arnOrId));
  return arnOrId.startsWith('arn:') && instance?.arn !== arnOrId ? undefined : instance;
}

export function findTask(cluster: Cluster, arnOrId: string): Task | undefined {
  checkCluster(cluster, arnOrId);
  const task = cluster.tasks.get(idOf(arnOrId));
  return arnOrId.startsWith('arn:') && task?.arn !== arnOrId ? undefined : task;
}

export const findService = (cluster: Cluster, nameOrArn: string): EcsService | undefined =>
  cluster.services.get(idOf(nameOrArn));

/** Finds `family`, `family:revision` or an ARN; the latest revision where none is named. */
export function findTaskDefinition(state: EcsState, reference: string): TaskDefinition | undefined {
  const [family = '', revision] = idOf(reference).split(':');
  const revisions = state.taskDefinitions.get(family);
  return revision === undefined ? revisions?.at(-1) : revisions?.[Number(revision) - 1];
}
