import { z } from 'zod';
import type { Ecs } from '../ecs';
import { isProtected, type Task } from '../state';
import { epochSeconds, failure } from '../wire';
import { batch, operation, type Operations } from './define';
import { lookUpTasks } from './read-tasks';

const DEFAULT_MINUTES = 120;
const MOST_MINUTES = 2_880;

/** Scale-in protection: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html */
export const taskProtectionOperations = (ecs: Ecs): Operations => {
  const cluster = z.string();
  const shape = (task: Task) => {
    const protectionEnabled = isProtected(task, ecs.env.clock.now());
    const { protectedUntilMs: until } = task;
    const isForever = until === Infinity || until === undefined;
    return {
      taskArn: task.arn,
      protectionEnabled,
      expirationDate: protectionEnabled && !isForever ? epochSeconds(until) : undefined,
    };
  };
  const answer = (found: readonly Task[], failures: readonly object[]) => {
    const needsService = ecs.env.rules.holds('protection-is-for-service-tasks');
    const valid = found.filter(({ service }) => service !== undefined || !needsService);
    const invalid = found.filter((task) => !valid.includes(task));
    return { valid, failures: [...failures, ...invalid.map(({ arn }) => failure(arn, 'TASK_NOT_VALID'))] };
  };

  return {
    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_GetTaskProtection.html */
    GetTaskProtection: operation(z.object({ cluster, tasks: batch(ecs.env.rules, 'Tasks', 10) }), (input) => {
      const looked = lookUpTasks(ecs, input.cluster, input.tasks);
      const { valid, failures } = answer(looked.found, looked.failures);
      return { protectedTasks: valid.map(shape), failures };
    }),

    /** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html */
    UpdateTaskProtection: operation(
      z.object({
        cluster,
        tasks: batch(ecs.env.rules, 'Tasks', 10),
        protectionEnabled: z.boolean(),
        expiresInMinutes: z.int().min(1).max(MOST_MINUTES).default(DEFAULT_MINUTES),
      }),
      (input) => {
        const looked = lookUpTasks(ecs, input.cluster, input.tasks);
        const { valid, failures } = answer(looked.found, looked.failures);
        const durationMs = ecs.env.rules.holds('protection-expires')
          ? input.expiresInMinutes * 60_000
          : Infinity;
        for (const task of valid) {
          task.protectedUntilMs = input.protectionEnabled ? ecs.env.clock.now() + durationMs : undefined;
        }
        return { protectedTasks: valid.map(shape), failures };
      },
    ),
  };
};
