import { z } from 'zod';
import { idOf, instanceOrTaskArn } from '../arns';
import type { Ecs } from '../ecs';
import { ecsErrors } from '../errors';
import { findCluster, findInstance, findService, findTask } from '../find';
import type { Cluster, Task } from '../state';
import { failure, taskShape } from '../wire';
import { batch, operation, type Operations, pageOf, paging } from './define';

const listTasks = z.object({
  cluster: z.string().optional(),
  containerInstance: z.string().optional(),
  family: z.string().optional(),
  serviceName: z.string().optional(),
  startedBy: z.string().optional(),
  desiredStatus: z.enum(['RUNNING', 'PENDING', 'STOPPED']).optional(),
  launchType: z.enum(['EC2', 'FARGATE', 'EXTERNAL']).optional(),
  ...paging,
});

type Filters = z.output<typeof listTasks>;

/**
 * Which tasks ListTasks answers. `desiredStatus` defaults to RUNNING, so a task that was told to stop leaves the
 * default listing while its containers still run; ECS never desires PENDING.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
 */
function selectTasks(cluster: Cluster, filters: Filters): Task[] {
  const {
    startedBy,
    containerInstance,
    family,
    serviceName,
    desiredStatus = 'RUNNING',
    launchType,
  } = filters;
  if (startedBy !== undefined) refuseOthersThanStartedBy(filters);
  const instance = containerInstance === undefined ? undefined : findInstance(cluster, containerInstance);
  if (containerInstance !== undefined && !instance) {
    throw ecsErrors.invalidParameter(`Referenced container instance ${idOf(containerInstance)} not found.`);
  }
  const service = serviceName === undefined ? undefined : findService(cluster, serviceName);
  if (serviceName !== undefined && !service) throw ecsErrors.serviceNotFound();
  return [...cluster.tasks.values()].filter(
    (task) =>
      task.desiredStatus === desiredStatus &&
      (instance === undefined || task.instance === instance) &&
      (service === undefined || task.service === service) &&
      (family === undefined || task.definition.family === family) &&
      (startedBy === undefined || task.startedBy === startedBy) &&
      (launchType === undefined || launchType === 'EC2'),
  );
}

/** "When you specify startedBy as the filter, it must be the only filter that you use." */
function refuseOthersThanStartedBy(filters: Filters): void {
  const others = ['containerInstance', 'family', 'serviceName', 'desiredStatus', 'launchType'] as const;
  if (others.some((name) => filters[name] !== undefined)) {
    throw ecsErrors.invalidParameter('startedBy must be the only filter.');
  }
}

export const readTaskOperations = (ecs: Ecs): Operations => ({
  ListTasks: operation(listTasks, (input) => {
    const { items, nextToken } = pageOf(selectTasks(findCluster(ecs.state, input.cluster), input), input);
    return { taskArns: items.map(({ arn }) => arn), nextToken };
  }),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
  DescribeTasks: operation(
    z.object({ cluster: z.string().optional(), tasks: batch('Tasks', 100) }),
    (input) => {
      const cluster = findCluster(ecs.state, input.cluster);
      const tasks: object[] = [];
      const failures: object[] = [];
      for (const reference of input.tasks) {
        const task = findTask(cluster, reference);
        if (task) tasks.push(taskShape(task));
        else {
          const arn = reference.startsWith('arn:')
            ? reference
            : instanceOrTaskArn(ecs.env, 'task', cluster.name, reference, 'long');
          failures.push(failure(arn, 'MISSING'));
        }
      }
      return { tasks, failures };
    },
  ),
});
