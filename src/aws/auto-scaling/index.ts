import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { createActions } from './actions';
import type { AutoScaling } from './auto-scaling';
import { createGroups } from './groups';
import { createHooks } from './hooks';

export type { AutoScaling, DescribedHook } from './auto-scaling';

export const createAutoScaling = (client: AutoScalingClient): AutoScaling => ({
  ...createGroups(client),
  ...createHooks(client),
  ...createActions(client),
});
