import { z } from 'zod';
import type { Rules } from '../../rules';
import { idOf, instanceOrTaskArn } from '../arns';
import type { Ecs } from '../ecs';
import { ecsErrors } from '../errors';
import { findCluster, findInstance, findService, findTask } from '../find';
import type { Cluster, Task } from '../state';
import { failure, taskShape } from '../wire';
import { batch, include, operation, type Operations, pageOf, paging } from './define';

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
function selectTasks(rules: Rules, cluster: Cluster, filters: Filters): Task[] {
  const { startedBy, containerInstance, family, serviceName, launchType } = filters;
  if (startedBy !== undefined && rules.holds('started-by-is-the-only-filter')) {
    refuseOthersThanStartedBy(filters);
  }
  const byDefault = rules.holds('list-tasks-desired-running-by-default') ? 'RUNNING' : undefined;
  const desiredStatus = filters.desiredStatus ?? byDefault;
  const instance = containerInstance === undefined ? undefined : findInstance(cluster, containerInstance);
  if (containerInstance !== undefined && !instance) {
    throw ecsErrors.invalidParameter(`Referenced container instance ${idOf(containerInstance)} not found.`);
  }
  const service = serviceName === undefined ? undefined : findService(cluster, serviceName);
  if (serviceName !== undefined && !service) throw ecsErrors.serviceNotFound();
  const candidates = instance?.remembered ?? service?.remembered ?? cluster.tasks.values();
  return [...candidates].filter(
    (task) =>
      (desiredStatus === undefined || task.desiredStatus === desiredStatus) &&
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
    const { rules } = ecs.env;
    const tasks = selectTasks(rules, findCluster(ecs.state, input.cluster), input);
    const { items, nextToken } = pageOf(rules, tasks, input);
    return { taskArns: items.map(({ arn }) => arn), nextToken };
  }),

  /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
  DescribeTasks: operation(
    z.object({
      cluster: z.string().optional(),
      tasks: batch(ecs.env.rules, 'Tasks', 100),
      include: include('TAGS'),
    }),
    (input) => {
      const { found, failures } = lookUpTasks(ecs, input.cluster, input.tasks);
      return { tasks: found.map((task) => taskShape(task)), failures };
    },
  ),
});

/** Looks up each reference; what is not there is a failure, not an error. */
export function lookUpTasks(ecs: Ecs, nameOrArn: string | undefined, references: readonly string[]) {
  const cluster = findCluster(ecs.state, nameOrArn);
  const found: Task[] = [];
  const failures: object[] = [];
  for (const reference of references) {
    const task = findTask(cluster, reference);
    const arn = () => instanceOrTaskArn(ecs.env, 'task', cluster.name, reference, 'long');
    if (task) found.push(task);
    else failures.push(failure(reference.startsWith('arn:') ? reference : arn(), 'MISSING'));
  }
  return { found, failures };
}
