import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import { groupShape } from '../wire';
import { capacityChecks } from './capacity';
import {
  findGroup,
  name,
  notServed,
  operation,
  type Operations,
  pageOf,
  paging,
  queryBoolean,
  queryList,
  size,
} from './define';
import { hookMembers, readHook } from './hook-input';

const launchTemplate = z
  .object({
    LaunchTemplateId: z.string().optional(),
    LaunchTemplateName: z.string().optional(),
    Version: z.string().optional(),
  })
  .optional();

const lifecyclePolicy = z
  .object({
    RetentionTriggers: z
      .object({ TerminateHookAbandon: z.enum(['retain', 'terminate']).optional() })
      .optional(),
  })
  .optional();

const onAbandon = (policy: z.output<typeof lifecyclePolicy>) =>
  policy?.RetentionTriggers?.TerminateHookAbandon;

const createGroup = z.object({
  AutoScalingGroupName: name,
  MinSize: size,
  MaxSize: size,
  DesiredCapacity: size.optional(),
  LaunchTemplate: launchTemplate,
  LaunchConfigurationName: z.string().optional(),
  AvailabilityZones: queryList(z.string(), 50),
  VPCZoneIdentifier: z.string().optional(),
  Tags: queryList(z.object({ Key: z.string().min(1), Value: z.string().default('') }), 50),
  LifecycleHookSpecificationList: queryList(z.object({ LifecycleHookName: name, ...hookMembers }), 50),
  InstanceLifecyclePolicy: lifecyclePolicy,
  MixedInstancesPolicy: notServed,
  InstanceId: notServed,
});

export const groupOperations = (autoScaling: AutoScaling): Operations => {
  const check = capacityChecks(autoScaling);
  return {
    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
    CreateAutoScalingGroup: operation(createGroup, (input) => {
      const { AutoScalingGroupName: groupName, MinSize: minSize, MaxSize: maxSize } = input;
      const desiredCapacity = input.DesiredCapacity ?? minSize;
      if (autoScaling.groups.has(groupName)) {
        throw autoScalingErrors.alreadyExists(
          'AutoScalingGroup by this name already exists - A group with the name already exists',
        );
      }
      if (!input.LaunchTemplate && input.LaunchConfigurationName === undefined) {
        throw autoScalingErrors.validation(
          'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
        );
      }
      if (!input.AvailabilityZones?.length && !input.VPCZoneIdentifier) {
        throw autoScalingErrors.validation('At least one Availability Zone or VPC Subnet is required.');
      }
      check.bounds({ minSize, maxSize, desiredCapacity });
      const { region } = autoScaling.env;
      autoScaling.createGroup(
        {
          name: groupName,
          minSize,
          maxSize,
          desiredCapacity,
          launchTemplate: input.LaunchTemplate,
          launchConfigurationName: input.LaunchConfigurationName,
          availabilityZones: input.AvailabilityZones?.length
            ? input.AvailabilityZones
            : [`${region}a`, `${region}b`],
          onAbandon: onAbandon(input.InstanceLifecyclePolicy),
          tags: new Map((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
        },
        (input.LifecycleHookSpecificationList ?? []).map((hook) =>
          readHook(hook.LifecycleHookName, hook, undefined),
        ),
      );
      return {};
    }),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
    DescribeAutoScalingGroups: operation(
      z.object({ AutoScalingGroupNames: queryList(name, 50), Filters: notServed, ...paging(100) }),
      (input) => {
        const names = input.AutoScalingGroupNames ?? [];
        const groups = [...autoScaling.groups.values()].filter(
          (group) => names.length === 0 || names.includes(group.name),
        );
        const { items, nextToken } = pageOf(groups, input);
        return { AutoScalingGroups: items.map(groupShape), NextToken: nextToken };
      },
    ),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
    UpdateAutoScalingGroup: operation(
      z.object({
        AutoScalingGroupName: name,
        MinSize: size.optional(),
        MaxSize: size.optional(),
        DesiredCapacity: size.optional(),
        LaunchTemplate: launchTemplate,
        InstanceLifecyclePolicy: lifecyclePolicy,
        MixedInstancesPolicy: notServed,
        LaunchConfigurationName: notServed,
        AvailabilityZones: notServed,
        VPCZoneIdentifier: notServed,
      }),
      (input) => {
        const group = findGroup(autoScaling, input.AutoScalingGroupName);
        const { MinSize: minSize = group.minSize, MaxSize: maxSize = group.maxSize } = input;
        // A group whose bounds move takes its desired capacity along.
        const nearest = Math.min(Math.max(group.desiredCapacity, minSize), maxSize);
        const desiredCapacity = input.DesiredCapacity ?? nearest;
        check.bounds({ minSize, maxSize, desiredCapacity });
        autoScaling.updateGroup(group, {
          minSize,
          maxSize,
          desiredCapacity,
          launchTemplate: input.LaunchTemplate ?? group.launchTemplate,
          onAbandon: onAbandon(input.InstanceLifecyclePolicy) ?? group.onAbandon,
        });
        return {};
      },
    ),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html */
    DeleteAutoScalingGroup: operation(
      z.object({ AutoScalingGroupName: name, ForceDelete: queryBoolean.optional() }),
      (input) => {
        const group = findGroup(autoScaling, input.AutoScalingGroupName);
        const isInUse = group.instances.size > 0 && !input.ForceDelete;
        if (isInUse && autoScaling.env.rules.holds('groups-in-use-are-not-deleted')) {
          throw autoScalingErrors.resourceInUse(
            'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
          );
        }
        autoScaling.deleteGroup(group);
        return {};
      },
    ),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html */
    SetDesiredCapacity: operation(
      z.object({ AutoScalingGroupName: name, DesiredCapacity: size }),
      (input) => {
        const group = findGroup(autoScaling, input.AutoScalingGroupName);
        check.desired(group, input.DesiredCapacity);
        autoScaling.setDesiredCapacity(group, input.DesiredCapacity);
        return {};
      },
    ),
  };
};
