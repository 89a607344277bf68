/** Tasks in few bytes: ids instead of ARNs, and what many tasks share once. */
import { z } from 'zod';
import type { KnownTask } from '../observation/observation-request';
import { prefixOf, type Task } from '../observation/observation';

/** What of a task changes, which an observation goes by. */
const packedTasks = z.object({
  version: z.literal(1),
  /** What ARNs of tasks begin with. */
  prefix: z.string(),
  groups: z.array(
    z.object({
      lastStatus: z.string(),
      desiredStatus: z.string(),
      /** Ids by the index of their kind; of one that is being stopped with the time since which it is. */
      byKind: z.array(z.array(z.union([z.string(), z.tuple([z.string(), z.number()])]))),
    }),
  ),
});

/** What of a task never changes. Many tasks are of one kind. */
const packedKinds = z.object({
  version: z.literal(1),
  /** What ARNs of task definitions begin with. */
  prefix: z.string(),
  kinds: z.array(
    z.object({
      group: z.string().optional(),
      startedBy: z.string().optional(),
      definition: z.string().optional(),
    }),
  ),
});

export interface Packed {
  readonly tasks: z.output<typeof packedTasks>;
  readonly taskKinds: z.output<typeof packedKinds>;
}

export function packTasks(tasks: readonly Task[]): Packed {
  const prefix = prefixOf(tasks[0]?.taskArn ?? '');
  const definitions = prefixOf(
    tasks.find(({ taskDefinitionArn }) => taskDefinitionArn)?.taskDefinitionArn ?? '',
  );
  const kindOf = ({ group, startedBy, taskDefinitionArn }: Task) => ({
    group,
    startedBy,
    definition: taskDefinitionArn === undefined ? undefined : shortened(taskDefinitionArn, definitions),
  });
  const kinds = new Map(tasks.map(kindOf).map((kind) => [JSON.stringify(kind), kind]));
  const kindKeys = [...kinds.keys()];
  const groups = new Map<string, Packed['tasks']['groups'][number]>();
  for (const task of tasks) {
    const { lastStatus, desiredStatus, stoppingAt } = task;
    const key = JSON.stringify([lastStatus, desiredStatus]);
    const group = groups.get(key) ?? { lastStatus, desiredStatus, byKind: kindKeys.map(() => []) };
    const id = shortened(task.taskArn, prefix);
    group.byKind[kindKeys.indexOf(JSON.stringify(kindOf(task)))]?.push(
      stoppingAt === undefined ? id : [id, stoppingAt],
    );
    groups.set(key, group);
  }
  return {
    tasks: { version: 1, prefix, groups: [...groups.values()] },
    taskKinds: { version: 1, prefix: definitions, kinds: [...kinds.values()] },
  };
}

/** @returns undefined for what this version does not understand */
export function unpackTasks(tasks: unknown, taskKinds: unknown): readonly Task[] | undefined {
  const { data } = packedKinds.safeParse(taskKinds);
  const known = unpacked(tasks);
  if (data === undefined || known?.some(({ kind }) => data.kinds[kind] === undefined)) return undefined;
  return known?.map(({ kind, ...task }) => {
    const { group, startedBy, definition } = data.kinds[kind] ?? {};
    const taskDefinitionArn = definition === undefined ? undefined : lengthened(definition, data.prefix);
    return { ...task, group, startedBy, taskDefinitionArn };
  });
}

/** @returns undefined for what this version does not understand */
export const unpackKnownTasks = (tasks: unknown): readonly KnownTask[] | undefined =>
  unpacked(tasks)?.map(({ kind: _, ...task }) => task);

function unpacked(tasks: unknown): readonly (KnownTask & { readonly kind: number })[] | undefined {
  const { data } = packedTasks.safeParse(tasks);
  return data?.groups.flatMap(({ byKind, ...statuses }) =>
    byKind.flatMap((ids, kind) =>
      ids.map((task) => {
        const [id, stoppingAt] = typeof task === 'string' ? [task, undefined] : task;
        return { taskArn: lengthened(id, data.prefix), ...statuses, stoppingAt, kind };
      }),
    ),
  );
}

/** What comes after the last slash has none: one that begins with a slash is an ARN with another prefix. */
const shortened = (arn: string, prefix: string): string =>
  prefixOf(arn) === prefix ? arn.slice(prefix.length) : `/${arn}`;

const lengthened = (id: string, prefix: string): string => (id.startsWith('/') ? id.slice(1) : prefix + id);
