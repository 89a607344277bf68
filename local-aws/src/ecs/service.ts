import type { Service } from '../service';
import type { Ecs } from './ecs';
import { ecsErrors } from './errors';
import { clusterOperations } from './operations/clusters';
import { containerInstanceOperations } from './operations/container-instances';
import { readTaskOperations } from './operations/read-tasks';
import { runTaskOperations } from './operations/run-tasks';
import { serviceOperations } from './operations/services';
import { taskDefinitionOperations } from './operations/task-definitions';
import { createRequestRates } from './throttling';

/** The prefix of X-Amz-Target that ECS clients send. */
export const ecsTarget = 'AmazonEC2ContainerServiceV20141113';

/** ECS as its clients see it. */
export function ecsService(ecs: Ecs, options: { readonly throttling: boolean }): Service {
  const withinRate = options.throttling ? createRequestRates(ecs.env.clock) : () => true;
  return {
    name: 'ecs',
    operations: {
      ...clusterOperations(ecs),
      ...containerInstanceOperations(ecs),
      ...taskDefinitionOperations(ecs),
      ...runTaskOperations(ecs),
      ...readTaskOperations(ecs),
      ...serviceOperations(ecs),
    },
    throttle: (action) => (withinRate(action) ? undefined : ecsErrors.throttled()),
    unknownOperation: ecsErrors.unknownOperation,
  };
}
