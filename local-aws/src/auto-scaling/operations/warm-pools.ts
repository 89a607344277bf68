import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { findGroup, name, notServed, operation, type Operations, queryInteger, size } from './define';

export const warmPoolOperations = (autoScaling: AutoScaling): Operations => ({
  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutWarmPool.html */
  PutWarmPool: operation(
    z.object({
      AutoScalingGroupName: name,
      MinSize: size.default(0),
      MaxGroupPreparedCapacity: queryInteger(-1, 10_000).optional(),
      PoolState: z.enum(['Stopped', 'Running', 'Hibernated']).default('Stopped'),
      InstanceReusePolicy: notServed,
    }),
    (input) => {
      const { MaxGroupPreparedCapacity: prepared } = input;
      autoScaling.setWarmPool(findGroup(autoScaling, input.AutoScalingGroupName), {
        minSize: input.MinSize,
        maxGroupPreparedCapacity: prepared === -1 ? undefined : prepared,
        poolState: input.PoolState,
      });
      return {};
    },
  ),
});
