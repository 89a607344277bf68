import type { Rules } from '../rules';
import type { Cluster, ContainerInstance, EcsService, TaskDefinition } from './state';

/** What is left of an instance. */
export const remaining = ({
  cpu,
  memoryMiB,
  held,
}: Pick<ContainerInstance, 'cpu' | 'memoryMiB' | 'held'>) => ({
  cpu: cpu - held.cpu,
  memoryMiB: memoryMiB - held.memoryMiB,
});

export type Misfit = 'AGENT' | 'RESOURCE:CPU' | 'RESOURCE:MEMORY';

/** Why a task cannot go there, in the words of RunTask's failures; undefined when it can. */
export function misfit(
  rules: Rules,
  instance: Pick<ContainerInstance, 'agentConnected' | 'cpu' | 'memoryMiB' | 'held'>,
  definition: Pick<TaskDefinition, 'cpu' | 'memoryMiB'>,
): Misfit | undefined {
  if (!instance.agentConnected && rules.holds('placement-needs-a-connected-agent')) return 'AGENT';
  if (!rules.holds('placement-needs-room')) return undefined;
  const { cpu, memoryMiB } = remaining(instance);
  if (definition.cpu > cpu) return 'RESOURCE:CPU';
  if (definition.memoryMiB > memoryMiB) return 'RESOURCE:MEMORY';
  return undefined;
}

/**
 * Nothing is placed on a DRAINING instance. Were it otherwise, services would still place nothing there: what they
 * start is stopped at once, and started again.
 */
export const takesTasks = (
  rules: Rules,
  { status }: ContainerInstance,
  service: EcsService | undefined,
): boolean =>
  status === 'ACTIVE' || (status === 'DRAINING' && !service && !rules.holds('draining-places-nothing'));

export const activeInstances = (rules: Rules, cluster: Cluster, service?: EcsService): ContainerInstance[] =>
  [...cluster.instances.values()].filter((instance) => takesTasks(rules, instance, service));

/** Spreads: the ACTIVE instance with room that has the fewest tasks of the service, then the fewest tasks at all. */
export function placeFor(
  rules: Rules,
  cluster: Cluster,
  definition: TaskDefinition,
  service?: EcsService,
): ContainerInstance | undefined {
  let best: ContainerInstance | undefined;
  let lowest = Infinity;
  for (const instance of cluster.instances.values()) {
    const load = (service?.tasksOn.get(instance) ?? 0) * 10_000 + instance.tasks.size;
    if (load >= lowest || !takesTasks(rules, instance, service)) continue;
    if (misfit(rules, instance, definition) !== undefined) continue;
    best = instance;
    lowest = load;
  }
  return best;
}
