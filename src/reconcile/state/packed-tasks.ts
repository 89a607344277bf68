/** Tasks in few bytes: ids instead of ARNs, and what many tasks share once. */
import { z } from 'zod';
import type { Task } from '../observation';

const packedTasks = z.object({
  version: z.literal(1),
  groups: z.array(
    z.object({
      /** What ARNs of tasks begin with. */
      prefix: z.string(),
      lastStatus: z.string(),
      desiredStatus: z.string(),
      group: z.string().optional(),
      startedBy: z.string().optional(),
      taskDefinitionArn: z.string().optional(),
      /** Ids; of one that is being stopped with the time since which it is. */
      tasks: z.array(z.union([z.string(), z.tuple([z.string(), z.number()])])),
    }),
  ),
});

export type PackedTasks = z.output<typeof packedTasks>;

export function packTasks(tasks: readonly Task[]): PackedTasks {
  const groups = new Map<string, PackedTasks['groups'][number]>();
  for (const { taskArn, stoppingAt, ...shared } of tasks) {
    const idAt = taskArn.lastIndexOf('/') + 1;
    const key = JSON.stringify([taskArn.slice(0, idAt), shared]);
    const group = groups.get(key) ?? { prefix: taskArn.slice(0, idAt), ...shared, tasks: [] };
    const id = taskArn.slice(idAt);
    group.tasks.push(stoppingAt === undefined ? id : [id, stoppingAt]);
    groups.set(key, group);
  }
  return { version: 1, groups: [...groups.values()] };
}

/** @returns undefined for what this version does not understand */
export function unpackTasks(packed: unknown): readonly Task[] | undefined {
  const { success, data } = packedTasks.safeParse(packed);
  return success ? data.groups.flatMap(tasksOf) : undefined;
}

function tasksOf({
  prefix,
  tasks,
  group,
  startedBy,
  taskDefinitionArn,
  ...statuses
}: PackedTasks['groups'][number]): Task[] {
  return tasks.map((task) => {
    const [id, stoppingAt] = typeof task === 'string' ? [task, undefined] : task;
    return { taskArn: prefix + id, ...statuses, group, startedBy, taskDefinitionArn, stoppingAt };
  });
}
