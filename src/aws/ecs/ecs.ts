import type {
  ContainerInstance,
  Protection,
  Service,
  StopTimeout,
  Task,
} from '../../domain/drain/observation/observation';
import type { Attempt } from '../acting';
import type { Registration } from './registration';

export interface ClusterOverview {
  readonly instances: readonly Registration[];
  /** Of the tasks desired RUNNING on its instances: those on Fargate need no drain. */
  readonly taskArns: readonly string[];
  /** There is more than was read. */
  readonly isCut: boolean;
}

/** ECS as a drain needs it. Clusters are named or told by ARN. Every function may throw AwsCallError. */
export interface Ecs {
  /**
   * The container instance of an EC2 instance in one cluster; null when that does not have it. A cluster that ECS does not know
   * is an error: it may be a name with a mistake.
   */
  findContainerInstance(cluster: string, ec2InstanceId: string): Promise<Registration | null>;
  /** Of a cluster where it was found. Null when it left that so long ago that ECS forgot it, or when the cluster was deleted. */
  describeContainerInstance(cluster: string, containerInstanceArn: string): Promise<ContainerInstance | null>;
  /** Those of a cluster that are DRAINING. In no hurry: three calls a second at the most, and in turn with those of drains. */
  listDraining(cluster: string): Promise<readonly Registration[]>;
  /** What is in a cluster, at most so much of it. In no hurry: five calls a second at the most, and in turn with those of drains. */
  overview(
    cluster: string,
    most: { readonly instances: number; readonly tasks: number },
  ): Promise<ClusterOverview>;
  /** Every cluster of the account and Region. */
  listClusters(): Promise<readonly string[]>;
  /**
   * Which of the clusters have a capacity provider of which Auto Scaling group, by the group's name. Needs
   * `ecs:DescribeCapacityProviders` and `ecs:DescribeClusters`.
   */
  clustersOfGroups(clusters: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Every task on a container instance that is not STOPPED, also those desired STOPPED that still run. Nothing new may be
   * placed there. Without `listRunning` the instance's counts are believed where they are 0. The signal ends the wait for
   * the budget; calls under way go on.
   */
  listUnstoppedTasks(
    host: ContainerInstance,
    options?: { readonly listRunning?: boolean; readonly signal?: AbortSignal },
  ): Promise<readonly Task[]>;
  describeTasks(cluster: string, taskArns: readonly string[]): Promise<readonly Task[]>;
  /** Those that the cluster has, by name, also those deleted of late. An answer may be some seconds old. */
  describeServices(cluster: string, serviceNames: readonly string[]): Promise<readonly Service[]>;
  /** Asks for each definition once, for as long as it is asked for now and then: it never changes. */
  stopTimeout(taskDefinitionArn: string): Promise<StopTimeout>;
  /** The protected ones of the tasks on a container instance that are desired RUNNING. */
  listProtections(
    host: ContainerInstance,
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly Protection[]>;
  /** One request for many instances. An attempt that is over waits no longer, and is not sent for with the others. */
  setDraining(cluster: string, containerInstanceArn: string, attempt: Attempt): Promise<void>;
  setActive(cluster: string, containerInstanceArn: string, attempt: Attempt): Promise<void>;
  /**
   * The end of the attempt ends the wait for the budget, with code `BudgetTimeout`; a call under way goes on.
   * @param reason at most 1,024 characters
   */
  stopTask(cluster: string, taskArn: string, reason: string, attempt: Attempt): Promise<void>;
}
