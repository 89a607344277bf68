import type { Environment } from '../environment';
import { newResourceId, newUuid } from '../ids';
import type { TaskRecord, TaskRole } from '../record-entries';
import { containerArn, instanceOrTaskArn } from './arns';
import type { ContainerInstance, EcsService, Task, TaskDefinition } from './state';

export interface Launch {
  readonly definition: TaskDefinition;
  readonly instance: ContainerInstance;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly service?: EcsService;
}

/** A task as it is before anything happened to it. */
export function newTask(env: Environment, { definition, instance, group, startedBy, service }: Launch): Task {
  const id = newResourceId();
  const { cluster } = instance;
  return {
    id,
    arn: instanceOrTaskArn(env, 'task', cluster.name, id, instance.arnFormat),
    cluster,
    instance,
    definition,
    group,
    startedBy,
    service,
    role: roleOf(service, startedBy, instance),
    containers: definition.containers.map((container) => ({
      arn: containerArn(env, cluster.name, id, newUuid()),
      definition: container,
      running: false,
      lastStatus: 'PENDING',
      exitCode: undefined,
      timers: [],
    })),
    createdAtMs: env.clock.now(),
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    startedAtMs: undefined,
    stoppingAtMs: undefined,
    stoppedAtMs: undefined,
    stopCode: undefined,
    stoppedReason: undefined,
    protectedUntilMs: undefined,
    holdsRoom: true,
    version: 0,
  };
}

function roleOf(
  service: EcsService | undefined,
  startedBy: string | undefined,
  on: ContainerInstance,
): TaskRole {
  if (service) return service.scheduling === 'DAEMON' ? 'daemon' : 'replica';
  return startedBy === on.id ? 'self-started' : 'standalone';
}

/** A task as the record tells it. */
export const taskRecord = (task: Task): TaskRecord => ({
  kind: 'task',
  taskArn: task.arn,
  clusterArn: task.cluster.arn,
  containerInstanceArn: task.instance.arn,
  ec2InstanceId: task.instance.ec2InstanceId,
  family: task.definition.family,
  group: task.group,
  startedBy: task.startedBy,
  role: task.role,
  lastStatus: task.lastStatus,
  desiredStatus: task.desiredStatus,
  reason: task.stoppedReason,
});
