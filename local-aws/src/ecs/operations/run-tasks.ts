import { z } from 'zod';
import { instanceOrTaskArn } from '../arns';
import type { Ecs } from '../ecs';
import { ecsErrors } from '../errors';
import { findCluster, findInstance, findTask, findTaskDefinition } from '../find';
import { activeInstances, misfit, placeFor, takesTasks } from '../placement';
import type { Task, TaskDefinition } from '../state';
import { failure, taskShape } from '../wire';
import { batch, notServed, operation, type Operations } from './define';

const launchInput = {
  cluster: z.string().optional(),
  taskDefinition: z.string(),
  group: z.string().optional(),
  startedBy: z.string().max(128).optional(),
  overrides: notServed,
  placementConstraints: notServed,
};

export const runTaskOperations = (ecs: Ecs): Operations => {
  const definitionOf = (reference: string): TaskDefinition => {
    const definition = findTaskDefinition(ecs.state, reference);
    if (!definition) throw ecsErrors.client('TaskDefinition not found.');
    return definition;
  };

  return {
    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
    RunTask: operation(
      z.object({
        ...launchInput,
        count: z.int().min(1).max(10).default(1),
        launchType: z.literal('EC2').optional(),
      }),
      (input) => {
        const cluster = findCluster(ecs.state, input.cluster);
        const definition = definitionOf(input.taskDefinition);
        const active = activeInstances(ecs.env.rules, cluster);
        if (active.length === 0) {
          throw ecsErrors.invalidParameter('No Container Instances were found in your cluster.');
        }
        const tasks: Task[] = [];
        const failures: object[] = [];
        for (let n = 0; n < input.count; n += 1) {
          const instance = placeFor(ecs.env.rules, cluster, definition);
          if (instance) {
            const { startedBy, group = `family:${definition.family}` } = input;
            tasks.push(ecs.life.launch({ definition, instance, group, startedBy }));
          } else {
            for (const candidate of active) {
              failures.push(
                failure(candidate.arn, misfit(ecs.env.rules, candidate, definition) ?? 'RESOURCE'),
              );
            }
          }
        }
        return { tasks: tasks.map((task) => taskShape(task)), failures };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StartTask.html */
    StartTask: operation(
      z.object({ ...launchInput, containerInstances: batch(ecs.env.rules, 'Container instances', 10) }),
      (input) => {
        const cluster = findCluster(ecs.state, input.cluster);
        const definition = definitionOf(input.taskDefinition);
        const tasks: Task[] = [];
        const failures: object[] = [];
        for (const reference of input.containerInstances) {
          const instance = findInstance(cluster, reference);
          const why = !instance
            ? 'MISSING'
            : takesTasks(ecs.env.rules, instance, undefined)
              ? misfit(ecs.env.rules, instance, definition)
              : 'INACTIVE';
          if (!instance || why !== undefined) {
            const arn =
              instance?.arn ??
              instanceOrTaskArn(ecs.env, 'container-instance', cluster.name, reference, 'long');
            failures.push(failure(reference.startsWith('arn:') ? reference : arn, why ?? 'MISSING'));
            continue;
          }
          const { startedBy, group = `family:${definition.family}` } = input;
          tasks.push(ecs.life.launch({ definition, instance, group, startedBy }));
        }
        return { tasks: tasks.map((task) => taskShape(task)), failures };
      },
    ),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
    StopTask: operation(
      z.object({ cluster: z.string().optional(), task: z.string(), reason: z.string().max(1024).optional() }),
      (input) => {
        const task = findTask(findCluster(ecs.state, input.cluster), input.task);
        if (!task) throw ecsErrors.invalidParameter('The referenced task was not found.');
        ecs.life.stop(task, 'UserInitiated', input.reason ?? 'Task stopped by user');
        return { task: taskShape(task) };
      },
    ),
  };
};
