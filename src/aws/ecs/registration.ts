/** An EC2 instance as it is registered in a cluster, perhaps more than once. */
import type { ContainerInstance as EcsContainerInstance } from '@aws-sdk/client-ecs';
import type { ContainerInstance } from '../../domain/drain/observation/observation';

/** A container instance, with what tells two registrations of one EC2 instance apart. */
export interface Registration extends ContainerInstance {
  readonly ec2InstanceId: string | undefined;
  readonly registeredAt: number;
}

/** @param cluster by name or ARN, as it was asked for */
export const registrationView = (cluster: string, instance: EcsContainerInstance): Registration => ({
  clusterArn: clusterArnOf(cluster, instance.containerInstanceArn ?? ''),
  containerInstanceArn: instance.containerInstanceArn ?? '',
  ec2InstanceId: instance.ec2InstanceId,
  status: instance.status ?? 'INACTIVE',
  runningTasksCount: instance.runningTasksCount ?? 0,
  pendingTasksCount: instance.pendingTasksCount ?? 0,
  agentConnected: instance.agentConnected ?? false,
  registeredAt: instance.registeredAt?.getTime() ?? 0,
});

/** ECS does not answer the cluster's ARN, and a short container instance ARN does not hold its name. */
function clusterArnOf(cluster: string, containerInstanceArn: string): string {
  const account = /^(arn:[^:]+:ecs:[^:]+:[^:]+:)container-instance\//.exec(containerInstanceArn)?.[1];
  return cluster.startsWith('arn:') || account === undefined ? cluster : `${account}cluster/${cluster}`;
}

/**
 * The registration that counts, of those that one EC2 instance has. An agent that lost its state registers
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
    const differs = mine.findIndex((value, index) => value !== theirs[index]);
    return differs === -1 ? 0 : (theirs[differs] ?? 0) - (mine[differs] ?? 0);
  })[0];
}
