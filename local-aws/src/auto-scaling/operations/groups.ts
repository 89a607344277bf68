import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import { groupShape } from '../wire';
import {
  findGroup,
  name,
  notServed,
  operation,
  type Operations,
  pageOf,
  paging,
  queryInteger,
  queryList,
} from './define';
import { hookMembers, readHook } from './hook-input';

const size = queryInteger(0, 10_000);

const createGroup = z.object({
  AutoScalingGroupName: name,
  MinSize: size,
  MaxSize: size,
  DesiredCapacity: size.optional(),
  LaunchTemplate: z
    .object({
      LaunchTemplateId: z.string().optional(),
      LaunchTemplateName: z.string().optional(),
      Version: z.string().optional(),
    })
    .optional(),
  LaunchConfigurationName: z.string().optional(),
  AvailabilityZones: queryList(z.string(), 50),
  VPCZoneIdentifier: z.string().optional(),
  Tags: queryList(z.object({ Key: z.string().min(1), Value: z.string().default('') }), 50),
  LifecycleHookSpecificationList: queryList(z.object({ LifecycleHookName: name, ...hookMembers }), 50),
  InstanceLifecyclePolicy: notServed,
  MixedInstancesPolicy: notServed,
  InstanceId: notServed,
});

export const groupOperations = (autoScaling: AutoScaling): Operations => ({
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
    if (minSize > maxSize || desiredCapacity < minSize || desiredCapacity > maxSize) {
      throw autoScalingErrors.validation(
        'Desired capacity must be between the specified min size and max size',
      );
    }
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

  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html */
  SetDesiredCapacity: operation(z.object({ AutoScalingGroupName: name, DesiredCapacity: size }), (input) => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const { DesiredCapacity: wanted } = input;
    if (wanted < group.minSize || wanted > group.maxSize) {
      const [side, bound, value] =
        wanted < group.minSize ? ['below', 'min', group.minSize] : ['above', 'max', group.maxSize];
      throw autoScalingErrors.validation(
        `New SetDesiredCapacity value ${wanted} is ${side} ${bound} value ${value} for the AutoScalingGroup.`,
      );
    }
    autoScaling.setDesiredCapacity(group, wanted);
    return {};
  }),
});
