import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import { hookShape } from '../wire';
import { findGroup, name, operation, type Operations, queryList } from './define';
import { hookMembers, readHook } from './hook-input';

export const hookOperations = (autoScaling: AutoScaling): Operations => ({
  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html */
  PutLifecycleHook: operation(
    z.object({ AutoScalingGroupName: name, LifecycleHookName: name, ...hookMembers }),
    (input) => {
      const group = findGroup(autoScaling, input.AutoScalingGroupName);
      const existing = group.hooks.get(input.LifecycleHookName);
      autoScaling.putHook(group, readHook(input.LifecycleHookName, input, existing));
      return {};
    },
  ),

  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLifecycleHooks.html */
  DescribeLifecycleHooks: operation(
    z.object({ AutoScalingGroupName: name, LifecycleHookNames: queryList(name, 50) }),
    (input) => {
      const group = findGroup(autoScaling, input.AutoScalingGroupName);
      const names = input.LifecycleHookNames ?? [];
      const hooks = [...group.hooks.values()].filter(
        (hook) => names.length === 0 || names.includes(hook.name),
      );
      return { LifecycleHooks: hooks.map((hook) => hookShape(group, hook)) };
    },
  ),

  /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html */
  DeleteLifecycleHook: operation(
    z.object({ AutoScalingGroupName: name, LifecycleHookName: name }),
    (input, caller) => {
      const group = findGroup(autoScaling, input.AutoScalingGroupName);
      const hook = group.hooks.get(input.LifecycleHookName);
      if (!hook) throw autoScalingErrors.validation('No Lifecycle Hook found');
      autoScaling.deleteHook(group, hook, caller.accessKeyId);
      return {};
    },
  ),
});
