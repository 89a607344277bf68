import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import { newUuid } from '../../ids';
import { type Group, type GroupInstance, isRetained } from '../state';
import { instanceDetailsShape } from '../wire';
import { capacityChecks } from './capacity';
import {
  findGroup,
  name,
  operation,
  type Operations,
  pageOf,
  paging,
  queryBoolean,
  queryList,
} from './define';

const MOST_INSTANCE_IDS = 50;
const instanceId = z.string().min(1).max(19);

/** A scaling activity that has just begun. */
function activity(autoScaling: AutoScaling, { id, group, availabilityZone }: GroupInstance, what: string) {
  const startedAt = new Date(autoScaling.env.clock.now());
  return {
    ActivityId: newUuid(),
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    Description: `${what} EC2 instance: ${id}`,
    Cause: `At ${startedAt.toISOString()} instance ${id} was taken out of service in response to a user request.`,
    StartTime: startedAt,
    StatusCode: 'InProgress',
    Progress: 0,
    Details: JSON.stringify({ 'Availability Zone': availabilityZone }),
  };
}

export const instanceOperations = (autoScaling: AutoScaling): Operations => {
  const { rules } = autoScaling.env;
  const check = capacityChecks(autoScaling);
  return {
    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingInstances.html */
    DescribeAutoScalingInstances: operation(
      z.object({ InstanceIds: queryList(instanceId, 10_000), ...paging(50) }),
      (input) => {
        const ids = input.InstanceIds ?? [];
        if (ids.length > MOST_INSTANCE_IDS && rules.holds('auto-scaling-batch-limits')) {
          throw autoScalingErrors.validation(
            `The number of instance IDs that may be passed in is limited to ${MOST_INSTANCE_IDS}`,
          );
        }
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
      z.object({ InstanceId: instanceId, ShouldDecrementDesiredCapacity: queryBoolean }),
      (input) => {
        const instance = autoScaling.findInstance(input.InstanceId);
        if (!instance) {
          throw autoScalingErrors.validation(
            `Instance Id not found - No managed instance found for instance ID: ${input.InstanceId}`,
          );
        }
        const decrementDesiredCapacity = input.ShouldDecrementDesiredCapacity;
        if (decrementDesiredCapacity && isRetained(instance)) {
          throw autoScalingErrors.validation(
            `Instance ${instance.id} is retained and does not count towards the desired capacity.`,
          );
        }
        if (decrementDesiredCapacity) check.termination(instance);
        autoScaling.terminate(instance, { decrementDesiredCapacity });
        return { Activity: activity(autoScaling, instance, 'Terminating') };
      },
    ),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachInstances.html */
    DetachInstances: operation(
      z.object({
        AutoScalingGroupName: name,
        InstanceIds: queryList(instanceId, 20),
        ShouldDecrementDesiredCapacity: queryBoolean,
      }),
      (input) => {
        const group = findGroup(autoScaling, input.AutoScalingGroupName);
        const decrementDesiredCapacity = input.ShouldDecrementDesiredCapacity;
        const ids = [...new Set(input.InstanceIds ?? [])];
        const instances = ids.map((id) => findDetachable(group, id));
        if (decrementDesiredCapacity) check.detachment(group, instances.length);
        for (const instance of instances) autoScaling.detach(instance, { decrementDesiredCapacity });
        return { Activities: instances.map((instance) => activity(autoScaling, instance, 'Detaching')) };
      },
    ),
  };
};

/** Its instance that may be detached: one in service. Nothing is in Standby here. */
function findDetachable(group: Group, id: string): GroupInstance {
  const instance = group.instances.get(id);
  if (!instance) {
    throw autoScalingErrors.validation(`The instance ${id} is not part of Auto Scaling group ${group.name}.`);
  }
  if (instance.state !== 'InService') {
    throw autoScalingErrors.validation(`The instance ${id} is not in InService or Standby.`);
  }
  return instance;
}
