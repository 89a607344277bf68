import { z } from 'zod';
import type { AutoScaling } from '../auto-scaling';
import { autoScalingErrors } from '../errors';
import type { LifecycleAction } from '../state';
import { findGroup, name, operation, type Operations } from './define';

const actionMembers = {
  AutoScalingGroupName: name,
  LifecycleHookName: name,
  LifecycleActionToken: z.string().length(36).optional(),
  InstanceId: z.string().min(1).max(19).optional(),
};

const reference = z.object(actionMembers);

export const actionOperations = (autoScaling: AutoScaling): Operations => {
  /** Both calls take the token or the instance id; a finished or unknown action is an error. */
  const find = (input: z.output<typeof reference>): LifecycleAction => {
    const group = findGroup(autoScaling, input.AutoScalingGroupName);
    const { LifecycleHookName: hookName, LifecycleActionToken: token, InstanceId: instanceId } = input;
    if (token === undefined && instanceId === undefined) {
      throw autoScalingErrors.validation('Either InstanceId or LifecycleActionToken must be specified.');
    }
    return autoScaling.actions.find(group.instances.values(), { hookName, token, instanceId });
  };

  return {
    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html */
    RecordLifecycleActionHeartbeat: operation(reference, (input, caller) => {
      autoScaling.actions.heartbeat(find(input), caller.accessKeyId);
      return {};
    }),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html */
    CompleteLifecycleAction: operation(
      z.object({ ...actionMembers, LifecycleActionResult: z.enum(['CONTINUE', 'ABANDON']) }),
      (input, caller) => {
        autoScaling.actions.complete(find(input), input.LifecycleActionResult, caller.accessKeyId);
        return {};
      },
    ),
  };
};
