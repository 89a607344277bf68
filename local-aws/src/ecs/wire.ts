import type { Rules } from '../rules';
import { remaining } from './placement';
import {
  type Cluster,
  type Container,
  type ContainerInstance,
  type EcsService,
  isPending,
  isRunning,
  type Task,
  type TaskDefinition,
} from './state';

/** The shapes that ECS answers: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Types.html */

/** How a time is written, given as milliseconds since the epoch; absent where there is none. */
export type WrittenTime = (ms: number | undefined) => number | string | undefined;

/** As AWS JSON writes it, with a fraction. */
export const epochSeconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : ms / 1000;

const count = <T>(items: Iterable<T>, holds: (item: T) => boolean): number => [...items].filter(holds).length;

/** What the count would count if it were of containers. */
const isUp = ({ lastStatus }: Task): boolean => lastStatus !== 'PENDING' && lastStatus !== 'STOPPED';

export const failure = (arn: string, reason: string) => ({ arn, reason });

export const clusterShape = (cluster: Cluster) => {
  const registered = [...cluster.instances.values()].filter(({ status }) => status !== 'INACTIVE');
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: 'ACTIVE',
    registeredContainerInstancesCount: registered.length,
    runningTasksCount: registered.reduce((sum, { tasks }) => sum + count(tasks, isRunning), 0),
    pendingTasksCount: registered.reduce((sum, { tasks }) => sum + count(tasks, isPending), 0),
    activeServicesCount: count(cluster.services.values(), ({ status }) => status === 'ACTIVE'),
    statistics: [],
    tags: [],
    settings: [],
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: [],
  };
};

const resources = (cpu: number, memoryMiB: number) => [
  { name: 'CPU', type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue: cpu },
  { name: 'MEMORY', type: 'INTEGER', doubleValue: 0, longValue: 0, integerValue: memoryMiB },
];

/**
 * `runningTasksCount` counts tasks that are desired RUNNING: it reads 0 while containers are still in their stop
 * timeout. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
 */
export const containerInstanceShape = (
  rules: Rules,
  instance: ContainerInstance,
  time: WrittenTime = epochSeconds,
) => {
  const left = remaining(instance);
  return {
    containerInstanceArn: instance.arn,
    ec2InstanceId: instance.ec2InstanceId,
    version: instance.version,
    versionInfo: { agentVersion: '1.99.0', agentHash: '00000000', dockerVersion: 'DockerVersion: 25.0.8' },
    remainingResources: resources(left.cpu, left.memoryMiB),
    registeredResources: resources(instance.cpu, instance.memoryMiB),
    status: instance.status,
    agentConnected: instance.agentConnected,
    runningTasksCount: count(instance.tasks, rules.holds('counts-are-of-desired-running') ? isRunning : isUp),
    pendingTasksCount: count(instance.tasks, isPending),
    attributes: instance.attributes,
    registeredAt: time(instance.registeredAtMs),
    attachments: [],
    tags: [],
  };
};

const containerShape = (task: Task, { arn, definition, lastStatus, exitCode }: Container) => ({
  containerArn: arn,
  taskArn: task.arn,
  name: definition.name,
  image: definition.registered.image,
  lastStatus,
  exitCode,
  networkBindings: [],
  networkInterfaces: [],
  healthStatus: 'UNKNOWN',
});

export const taskShape = (task: Task, time: WrittenTime = epochSeconds) => ({
  taskArn: task.arn,
  clusterArn: task.cluster.arn,
  taskDefinitionArn: task.definition.arn,
  containerInstanceArn: task.instance.arn,
  availabilityZone: task.instance.availabilityZone,
  attachments: [],
  attributes: [],
  containers: task.containers.map((container) => containerShape(task, container)),
  cpu: String(task.definition.cpu),
  memory: String(task.definition.memoryMiB),
  createdAt: time(task.createdAtMs),
  startedAt: time(task.startedAtMs),
  stoppingAt: time(task.stoppingAtMs),
  stoppedAt: time(task.stoppedAtMs),
  executionStoppedAt: time(task.stoppedAtMs),
  desiredStatus: task.desiredStatus,
  lastStatus: task.lastStatus,
  stopCode: task.stopCode,
  stoppedReason: task.stoppedReason,
  group: task.group,
  startedBy: task.startedBy,
  launchType: 'EC2',
  healthStatus: 'UNKNOWN',
  enableExecuteCommand: false,
  overrides: { containerOverrides: task.definition.containers.map(({ name }) => ({ name })) },
  tags: [],
  version: task.version,
});

export const taskDefinitionShape = (definition: TaskDefinition) => ({
  taskDefinitionArn: definition.arn,
  family: definition.family,
  revision: definition.revision,
  status: 'ACTIVE',
  containerDefinitions: definition.containers.map(({ registered }) => registered),
  cpu: definition.registeredCpu,
  memory: definition.registeredMemory,
  registeredAt: epochSeconds(definition.registeredAtMs),
  compatibilities: ['EC2'],
  volumes: [],
  placementConstraints: [],
});

export const serviceShape = (service: EcsService) => {
  const counts = {
    desiredCount: desiredCount(service),
    runningCount: count(service.tasks, isRunning),
    pendingCount: count(service.tasks, isPending),
  };
  const createdAt = epochSeconds(service.createdAtMs);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: service.status,
    ...counts,
    launchType: 'EC2',
    taskDefinition: service.definition.arn,
    schedulingStrategy: service.scheduling,
    deploymentConfiguration: {
      maximumPercent: service.maximumPercent,
      minimumHealthyPercent: service.minimumHealthyPercent,
    },
    deployments: [
      {
        id: service.deploymentId,
        status: 'PRIMARY',
        taskDefinition: service.definition.arn,
        ...counts,
        failedTasks: 0,
        createdAt,
        updatedAt: createdAt,
        launchType: 'EC2',
        rolloutState: 'COMPLETED',
      },
    ],
    events: service.events.map(({ id, createdAtMs, message }) => ({
      id,
      createdAt: epochSeconds(createdAtMs),
      message,
    })),
    createdAt,
    loadBalancers: service.loadBalancers,
    serviceRegistries: [],
    placementConstraints: [],
    placementStrategy: [],
  };
};

/** A DAEMON service wants a task on each ACTIVE instance. */
const desiredCount = (service: EcsService): number =>
  service.scheduling === 'REPLICA'
    ? service.desiredCount
    : count(service.cluster.instances.values(), ({ status }) => status === 'ACTIVE');
