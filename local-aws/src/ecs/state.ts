import type { Cancel } from '../clock';
import type { TaskRole, TaskStatus } from '../record-entries';
import type { ContainerBehaviour } from './container-behaviour';

/** The whole state of ECS in one account and Region. */
export interface EcsState {
  readonly clusters: Map<string, Cluster>;
  /** Revisions of a family, the first at index 0. */
  readonly taskDefinitions: Map<string, TaskDefinition[]>;
  /** The container instance that lives on an EC2 instance, until that instance is terminated. */
  readonly hosts: Map<string, ContainerInstance>;
  readonly capacityProviders: Map<string, CapacityProvider>;
}

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  /** By id, in the order of registration; INACTIVE ones stay for an hour. */
  readonly instances: Map<string, ContainerInstance>;
  /** By id, in the order of launch; STOPPED ones stay for an hour. */
  readonly tasks: Map<string, Task>;
  readonly services: Map<string, EcsService>;
  capacityProviders: readonly string[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html */
export interface CapacityProvider {
  readonly name: string;
  readonly arn: string;
  readonly autoScalingGroupArn: string;
  readonly managedDraining: 'ENABLED' | 'DISABLED';
}

export type ArnFormat = 'short' | 'long';

export interface ContainerInstance {
  readonly id: string;
  readonly arn: string;
  readonly arnFormat: ArnFormat;
  readonly cluster: Cluster;
  readonly ec2InstanceId: string;
  readonly availabilityZone: string;
  /** CPU units: 1024 a vCPU. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly registeredAtMs: number;
  readonly attributes: readonly Attribute[];
  /** What was registered for the same EC2 instance before. */
  readonly predecessor: ContainerInstance | undefined;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  agentConnected: boolean;
  /** The host stands still: nothing on it goes on, and its agent never comes back. */
  hung: boolean;
  /** What ECS and the agent have to tell each other when the agent connects again. */
  readonly backlog: (() => void)[];
  version: number;
  /** Tasks that are not STOPPED, and orphans whose containers still run. */
  readonly tasks: Set<Task>;
  /** All tasks that can still be described, in the order of launch. */
  readonly remembered: Set<Task>;
  /** What its tasks hold. */
  readonly held: { cpu: number; memoryMiB: number };
}

export interface Attribute {
  readonly name: string;
  readonly value?: string | undefined;
}

/** A container definition as registered, answered back unchanged, and what was read from it. */
export interface ContainerDefinition {
  readonly name: string;
  readonly essential: boolean;
  readonly stopTimeoutMs: number;
  readonly behaviour: ContainerBehaviour;
  readonly registered: Readonly<Record<string, unknown>>;
}

export interface TaskDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly containers: readonly ContainerDefinition[];
  /** What a task of it takes of its host; 0 takes nothing. */
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly registeredCpu: string | undefined;
  readonly registeredMemory: string | undefined;
  readonly registeredAtMs: number;
}

export interface Container {
  readonly arn: string;
  readonly definition: ContainerDefinition;
  /** Whether it runs, whatever ECS knows of it. */
  running: boolean;
  lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED';
  exitCode: number | undefined;
  /** What the clock will do to it: end by itself, end after SIGTERM, be killed. */
  readonly timers: Cancel[];
}

export interface Task {
  readonly id: string;
  readonly arn: string;
  readonly cluster: Cluster;
  readonly instance: ContainerInstance;
  readonly definition: TaskDefinition;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly service: EcsService | undefined;
  readonly role: TaskRole;
  readonly containers: readonly Container[];
  readonly createdAtMs: number;
  desiredStatus: 'RUNNING' | 'STOPPED';
  lastStatus: TaskStatus;
  startedAtMs: number | undefined;
  stoppingAtMs: number | undefined;
  stoppedAtMs: number | undefined;
  stopCode: StopCode | undefined;
  stoppedReason: string | undefined;
  /** Scale-in protection ends then; absent without any. */
  protectedUntilMs: number | undefined;
  /** Whether it still has its share of the instance. */
  holdsRoom: boolean;
  version: number;
}

export type StopCode =
  'EssentialContainerExited' | 'UserInitiated' | 'ServiceSchedulerInitiated' | 'TerminationNotice';

export interface EcsService {
  readonly name: string;
  readonly arn: string;
  readonly cluster: Cluster;
  readonly definition: TaskDefinition;
  readonly scheduling: 'REPLICA' | 'DAEMON';
  readonly loadBalancers: readonly LoadBalancer[];
  readonly deploymentId: string;
  readonly createdAtMs: number;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  minimumHealthyPercent: number;
  maximumPercent: number;
  desiredCount: number;
  /** Tasks that are not STOPPED. */
  readonly tasks: Set<Task>;
  /** How many of them each instance has. */
  readonly tasksOn: Map<ContainerInstance, number>;
  /** All tasks that can still be described, in the order of launch. */
  readonly remembered: Set<Task>;
  /** Whether it has said that it is in a steady state, and nothing changed since. */
  steady: boolean;
  /** Since when it has been unable to place a task; absent while it is able to. */
  unplacedSinceMs: number | undefined;
  /** Newest first. */
  readonly events: ServiceEvent[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html */
export interface LoadBalancer {
  readonly targetGroupArn: string;
  readonly containerName?: string | undefined;
  readonly containerPort?: number | undefined;
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAtMs: number;
  readonly message: string;
}

/** Whether the scheduler counts a task: ECS counts what it wants to run, not what still runs. */
export const isWanted = (task: Task): boolean => task.desiredStatus === 'RUNNING';
export const isRunning = (task: Task): boolean => isWanted(task) && task.lastStatus === 'RUNNING';
export const isPending = (task: Task): boolean => isWanted(task) && task.lastStatus !== 'RUNNING';
export const isProtected = ({ protectedUntilMs }: Task, nowMs: number): boolean =>
  protectedUntilMs !== undefined && nowMs < protectedUntilMs;
