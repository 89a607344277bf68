import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { createActions } from './actions';
import type { AutoScaling } from './auto-scaling';
import { createGroups } from './groups';
import { createHooks } from './hooks';
import { createWaiting } from './waiting';

export type { AutoScaling, DescribedHook, InstanceInGroup } from './auto-scaling';
export { isGroupNotFound } from './waiting';

export const createAutoScaling = (client: AutoScalingClient): AutoScaling => ({
  ...createGroups(client),
  ...createWaiting(client),
  ...createHooks(client),
  ...createActions(client),
});
