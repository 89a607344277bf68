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
}

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  /** By id, in the order of registration; INACTIVE ones stay for an hour. */
  readonly instances: Map<string, ContainerInstance>;
  /** By id, in the order of launch; STOPPED ones stay for an hour. */
  readonly tasks: Map<string, Task>;
  readonly services: Map<string, EcsService>;
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
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  version: number;
  /** Tasks that are not STOPPED, and orphans whose containers still run. */
  readonly tasks: Set<Task>;
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
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly deploymentId: string;
  readonly createdAtMs: number;
  desiredCount: number;
  /** Tasks that are not STOPPED. */
  readonly tasks: Set<Task>;
  /** Newest first. */
  readonly events: ServiceEvent[];
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: Date;
  readonly message: string;
}

/** Whether the scheduler counts a task: ECS counts what it wants to run, not what still runs. */
export const isWanted = (task: Task): boolean => task.desiredStatus === 'RUNNING';
export const isRunning = (task: Task): boolean => isWanted(task) && task.lastStatus === 'RUNNING';
export const isPending = (task: Task): boolean => isWanted(task) && task.lastStatus !== 'RUNNING';
