import type { Cluster, ContainerInstance, EcsService, TaskDefinition } from './state';

/** What is left of an instance: tasks hold their share until they are STOPPED. */
export function remaining(instance: ContainerInstance): { readonly cpu: number; readonly memoryMiB: number } {
  let { cpu, memoryMiB } = instance;
  for (const { definition } of instance.tasks) {
    cpu -= definition.cpu;
    memoryMiB -= definition.memoryMiB;
  }
  return { cpu, memoryMiB };
}

/** Why a task does not fit, in the words of RunTask's failures; undefined when it fits. */
export function misfit(instance: ContainerInstance, definition: TaskDefinition): string | undefined {
  const { cpu, memoryMiB } = remaining(instance);
  if (definition.cpu > cpu) return 'RESOURCE:CPU';
  if (definition.memoryMiB > memoryMiB) return 'RESOURCE:MEMORY';
  return undefined;
}

/** Nothing is placed on a DRAINING instance. */
export const activeInstances = (cluster: Cluster): ContainerInstance[] =>
  [...cluster.instances.values()].filter(({ status }) => status === 'ACTIVE');

/** Spreads: the ACTIVE instance with room that has the fewest tasks of the service, then the fewest tasks at all. */
export function placeFor(
  cluster: Cluster,
  definition: TaskDefinition,
  service?: EcsService,
): ContainerInstance | undefined {
  const ofService = new Map<ContainerInstance, number>();
  for (const { instance } of service?.tasks ?? [])
    ofService.set(instance, (ofService.get(instance) ?? 0) + 1);
  const load = (instance: ContainerInstance) => (ofService.get(instance) ?? 0) * 10_000 + instance.tasks.size;
  let best: ContainerInstance | undefined;
  for (const instance of activeInstances(cluster)) {
    if (best && load(instance) >= load(best)) continue;
    if (misfit(instance, definition) === undefined) best = instance;
  }
  return best;
}
