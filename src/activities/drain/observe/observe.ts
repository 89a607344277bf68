import type { ObservationRequest, Observation } from '../../../domain/drain/observation/observation';
import type { DrainDependencies } from '../drain-activities';
import { observeAutoScaling } from './auto-scaling';
import { observeEc2 } from './ec2';
import { observeEcs } from './ecs';
import { observeLimits } from './limits';
import { createFindContainerInstance } from './find-container-instance';
import { startHookObservation } from './hooks';
import { startTimer } from './time-left';

export type Observe = (request: ObservationRequest) => Promise<Observation>;

export type ObserveDependencies = Omit<DrainDependencies, 'spec' | 'drains' | 'outcomeTopic' | 'inAttempt'>;

/** Both halves run side by side, so that an ECS that hangs does not hold up a heartbeat. */
export function createObserve(dependencies: ObserveDependencies): Observe {
  const find = createFindContainerInstance(dependencies);
  return async (request) => {
    const leftMs = startTimer();
    const isSearching = request.containerInstance === undefined;
    const hooks = request.lifecycleHooks.map((hook) =>
      // While the instance is searched for, what a hook's metadata names counts with every observation.
      startHookObservation(dependencies, { ...hook, readHook: hook.readHook || isSearching }, leftMs()),
    );
    const clustersOfHooks = Promise.all(hooks.map(({ cluster }) => cluster));
    const [limits, autoScaling, ec2Instance, ecs] = await Promise.all([
      observeLimits(dependencies.limits, request.ec2InstanceId, leftMs),
      observeAutoScaling(dependencies, request, hooks, leftMs),
      observeEc2(dependencies.ec2, request, leftMs),
      observeEcs(dependencies.ecs, request, () => find(request, clustersOfHooks), leftMs),
    ]);
    return { limits, ...autoScaling, ec2Instance, ...ecs };
  };
}
