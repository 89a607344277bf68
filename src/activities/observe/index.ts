import type { Activities, ActivityDependencies } from '../activities';
import { observeAutoScaling } from './auto-scaling';
import { observeEcs } from './ecs';
import { createFindContainerInstance } from './find-container-instance';
import { startHookLook } from './hooks';
import { startLook } from './time-left';

/** Both halves look side by side, so that an ECS that hangs does not hold up a heartbeat. */
export function createObserve(dependencies: ActivityDependencies): Activities['observe'] {
  const find = createFindContainerInstance(dependencies);
  return async (request) => {
    const leftMs = startLook();
    const hooks = request.lifecycleHooks.map((hook) => startHookLook(dependencies, hook, leftMs()));
    const clusterHint = Promise.all(hooks.map(({ cluster }) => cluster)).then((clusters) =>
      clusters.find((cluster) => cluster !== undefined),
    );
    const [autoScaling, ecs] = await Promise.all([
      observeAutoScaling(dependencies, request, hooks, leftMs),
      observeEcs(dependencies.ecs, request, () => find(request, clusterHint), leftMs),
    ]);
    return {
      spec: dependencies.spec,
      outcomeTopic: dependencies.outcomeTopic !== undefined,
      observation: { ...autoScaling, ...ecs },
    };
  };
}
