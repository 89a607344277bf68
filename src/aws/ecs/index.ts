/** ECS within the API's batch limits and our share of its request rates, with requests shared between drains. */
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { EcsBudgets } from './budgets';
import { createClusters } from './clusters';
import { createContainerInstances } from './container-instances';
import { createDraining } from './draining';
import type { Ecs } from './ecs';
import { createOverview } from './overview';
import { createProtections } from './protections';
import { createServices } from './services';
import { createStopTimeouts } from './stop-timeouts';
import { createTasks } from './tasks';

export { createEcsBudgets, type BudgetWait as BudgetTold, type EcsBudgets } from './budgets';
export { isClusterNotFound } from './failure';
export type { Ecs };

export const createEcs = (client: ECSClient, budgets: EcsBudgets): Ecs => ({
  ...createClusters(client),
  ...createContainerInstances(client, budgets),
  ...createDraining(client, budgets),
  ...createOverview(client, budgets),
  ...createTasks(client, budgets),
  ...createServices(client, budgets),
  ...createStopTimeouts(client, budgets),
  ...createProtections(client, budgets),
});
