import type { Service } from '../service';
import type { AutoScaling } from './auto-scaling';
import { autoScalingErrors } from './errors';
import { actionOperations } from './operations/actions';
import { groupOperations } from './operations/groups';
import { hookOperations } from './operations/hooks';
import { instanceOperations } from './operations/instances';

export const autoScalingApi = {
  version: '2011-01-01',
  xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
} as const;

/** Auto Scaling as its clients see it. The size of its request bucket is unpublished, so there is none. */
export const autoScalingService = (autoScaling: AutoScaling): Service => ({
  name: 'autoscaling',
  operations: {
    ...groupOperations(autoScaling),
    ...instanceOperations(autoScaling),
    ...hookOperations(autoScaling),
    ...actionOperations(autoScaling),
  },
  throttle: () => undefined,
  unknownOperation: autoScalingErrors.unknownOperation,
});
