import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import { newUuid } from '../../ids';
import { isInUse } from '../state';
import { instanceDetailsShape } from '../wire';
import { operation, type Operations, pageOf, paging, queryBoolean, queryList } from './define';

export const instanceOperations = (autoScaling: AutoScaling): Operations => ({
  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
  DescribeAutoScalingInstances: operation(
    z.object({ InstanceIds: queryList(z.string().min(1).max(19), 50), ...paging(50) }),
    (input) => {
      const ids = input.InstanceIds ?? [];
      const instances =
        ids.length > 0
          ? [...new Set(ids)].flatMap((id) => autoScaling.findInstance(id) ?? [])
          : [...autoScaling.groups.values()].flatMap((group) => [...group.instances.values()]);
      const { items, nextToken } = pageOf(instances, input);
      return { AutoScalingInstances: items.map(instanceDetailsShape), NextToken: nextToken };
    },
  ),

  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html */
  TerminateInstanceInAutoScalingGroup: operation(
    z.object({ InstanceId: z.string().min(1).max(19), ShouldDecrementDesiredCapacity: queryBoolean }),
    (input) => {
      const instance = autoScaling.findInstance(input.InstanceId);
      if (!instance) {
        throw autoScalingErrors.validation(
          `Instance Id not found - No managed instance found for instance ID: ${input.InstanceId}`,
        );
      }
      const { group } = instance;
      const decrementDesiredCapacity = input.ShouldDecrementDesiredCapacity;
      if (decrementDesiredCapacity && isInUse(instance) && group.desiredCapacity <= group.minSize) {
        throw autoScalingErrors.validation(
          `Currently, desiredSize equals minSize (${group.minSize}). Terminating instance without replacement will ` +
            "violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag to false or lower group's min size.",
        );
      }
      autoScaling.terminate(instance, { decrementDesiredCapacity });
      const startedAt = new Date(autoScaling.env.clock.now());
      return {
        Activity: {
          ActivityId: newUuid(),
          AutoScalingGroupName: group.name,
          AutoScalingGroupARN: group.arn,
          Description: `Terminating EC2 instance: ${instance.id}`,
          Cause: `At ${startedAt.toISOString()} instance ${instance.id} was taken out of service in response to a user request.`,
          StartTime: startedAt,
          StatusCode: 'InProgress',
          Progress: 0,
          Details: JSON.stringify({ 'Availability Zone': instance.availabilityZone }),
        },
      };
    },
  ),
});
