import { z } from 'zod';
import type { Surroundings } from './auto-scaling/auto-scaling';
import type { GroupInstance } from './auto-scaling/state';
import type { Cancel } from './clock';
import type { Ecs } from './ecs/ecs';
import { findTaskDefinition } from './ecs/find';
import type { ContainerInstance } from './ecs/state';

/** What an instance's user data does is told by tags on its Auto Scaling group, so that any client can say it. */
export const userDataTags = {
  /** Name of the cluster to register with. Absent: the instance joins none. */
  cluster: 'local-aws:cluster',
  /** From launch to registration; fractions allowed. @default 0 */
  bootSeconds: 'local-aws:boot-seconds',
  /** Task definition families, comma-separated, that the instance starts for itself with StartTask. */
  selfStarted: 'local-aws:self-started',
  /** `short` or `long` ARNs of the container instance and its tasks. @default long */
  arnFormat: 'local-aws:arn-format',
  /** CPU units of the instance. @default 4096 */
  cpu: 'local-aws:cpu',
  /** MiB of the instance. @default 16384 */
  memory: 'local-aws:memory',
} as const;

const tags = z.object({
  [userDataTags.cluster]: z.string().optional(),
  [userDataTags.bootSeconds]: z.coerce.number().min(0).default(0),
  [userDataTags.selfStarted]: z.string().default(''),
  [userDataTags.arnFormat]: z.enum(['short', 'long']).default('long'),
  [userDataTags.cpu]: z.coerce.number().int().min(0).default(4096),
  [userDataTags.memory]: z.coerce.number().int().min(0).default(16_384),
});

type UserData = z.output<typeof tags>;

/** The problem with a group's `local-aws:` tags, in words; undefined when they are understood. */
function tagsProblem(groupTags: ReadonlyMap<string, string>): string | undefined {
  const parsed = tags.safeParse(Object.fromEntries(groupTags));
  return parsed.success ? undefined : z.prettifyError(parsed.error);
}

/** How long the agent and user data wait before they try again where a cluster or a task definition is missing. */
const TRY_AGAIN_MS = 10_000;

/** Starts an instance's user data; the result takes back what it has yet to do. */
function boot(ecs: Ecs, instance: GroupInstance): Cancel {
  const userData = tags.parse(Object.fromEntries(instance.group.tags));
  let cancel: Cancel = () => undefined;
  /** Runs a step, now and again until it succeeds, then the next one. */
  const step = (delayMs: number, attempt: () => boolean, next: () => void): void => {
    cancel = ecs.env.clock.scheduleAfter(delayMs, () => {
      if (attempt()) next();
      else step(TRY_AGAIN_MS, attempt, next);
    });
  };
  let registered: ContainerInstance | undefined;
  step(
    userData['local-aws:boot-seconds'] * 1000,
    () => {
      if (userData['local-aws:cluster'] === undefined) return true;
      registered = register(ecs, instance, userData);
      return registered !== undefined;
    },
    () => {
      const on = registered;
      if (on)
        step(
          0,
          () => startOwnTasks(ecs, on, userData),
          () => undefined,
        );
    },
  );
  return () => cancel();
}

function register(ecs: Ecs, instance: GroupInstance, userData: UserData): ContainerInstance | undefined {
  const cluster = ecs.state.clusters.get(userData['local-aws:cluster'] ?? '');
  return (
    cluster &&
    ecs.hosts.register(cluster, {
      ec2InstanceId: instance.id,
      availabilityZone: instance.availabilityZone,
      arnFormat: userData['local-aws:arn-format'],
      cpu: userData['local-aws:cpu'],
      memoryMiB: userData['local-aws:memory'],
    })
  );
}

/** Starts the families that do not run yet; false when one is not registered. */
function startOwnTasks(ecs: Ecs, instance: ContainerInstance, userData: UserData): boolean {
  const families = userData['local-aws:self-started'].split(',').map((family) => family.trim());
  const own = new Set(
    [...instance.tasks].filter(({ role }) => role === 'self-started').map((t) => t.definition.family),
  );
  let complete = true;
  for (const family of families) {
    if (family === '' || own.has(family)) continue;
    const definition = findTaskDefinition(ecs.state, family);
    if (definition)
      ecs.life.launch({ definition, instance, group: `family:${family}`, startedBy: instance.id });
    else complete = false;
  }
  return complete;
}

/** What Auto Scaling needs of the machines it launches. */
export const machines = (ecs: Ecs): Omit<Surroundings, 'notify'> => ({
  tagsProblem,
  boot: (instance) => boot(ecs, instance),
  terminated: (instanceId) => ecs.hosts.terminated(instanceId),
});
