import type { Service } from '../service';
import { type Rate, TokenBucket } from '../token-bucket';
import type { AutoScaling } from './auto-scaling';
import { autoScalingErrors } from './errors';
import { actionOperations } from './operations/actions';
import { groupOperations } from './operations/groups';
import { hookOperations } from './operations/hooks';
import { instanceOperations } from './operations/instances';
import { warmPoolOperations } from './operations/warm-pools';

export const autoScalingApi = {
  version: '2011-01-01',
  xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
} as const;

/** The size of Auto Scaling's bucket, one for all calls of an account and Region, is unpublished. This is a guess. */
export const assumedAutoScalingRate: Rate = { burst: 200, perSecond: 20 };

/** Auto Scaling as its clients see it. */
export function autoScalingService(autoScaling: AutoScaling, rate: Rate = assumedAutoScalingRate): Service {
  const { clock, rules } = autoScaling.env;
  const bucket = new TokenBucket(rate, clock);
  return {
    name: 'autoscaling',
    operations: {
      ...groupOperations(autoScaling),
      ...instanceOperations(autoScaling),
      ...hookOperations(autoScaling),
      ...actionOperations(autoScaling),
      ...warmPoolOperations(autoScaling),
    },
    throttle: () =>
      rules.holds('auto-scaling-request-rate') && !bucket.take() ? autoScalingErrors.throttled() : undefined,
    unknownOperation: autoScalingErrors.unknownOperation,
  };
}
