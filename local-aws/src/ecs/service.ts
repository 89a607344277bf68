import type { Service } from '../service';
import type { Ecs } from './ecs';
import { ecsErrors } from './errors';
import { capacityProviderOperations } from './operations/capacity-providers';
import { clusterOperations } from './operations/clusters';
import { containerInstanceOperations } from './operations/container-instances';
import { readTaskOperations } from './operations/read-tasks';
import { runTaskOperations } from './operations/run-tasks';
import { serviceOperations } from './operations/services';
import { taskDefinitionOperations } from './operations/task-definitions';
import { taskProtectionOperations } from './operations/task-protection';
import { createRequestRates } from './throttling';

/** The prefix of X-Amz-Target that ECS clients send. */
export const ecsTarget = 'AmazonEC2ContainerServiceV20141113';

/** ECS as its clients see it. */
export function ecsService(ecs: Ecs): Service {
  const { clock, rules } = ecs.env;
  const withinRate = createRequestRates(clock);
  return {
    name: 'ecs',
    operations: {
      ...clusterOperations(ecs),
      ...capacityProviderOperations(ecs),
      ...containerInstanceOperations(ecs),
      ...taskDefinitionOperations(ecs),
      ...runTaskOperations(ecs),
      ...readTaskOperations(ecs),
      ...serviceOperations(ecs),
      ...taskProtectionOperations(ecs),
    },
    throttle: (action) =>
      rules.holds('ecs-request-rates') && !withinRate(action) ? ecsErrors.throttled() : undefined,
    unknownOperation: ecsErrors.unknownOperation,
  };
}
