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
  /** Does it to the action that the call names. */
  const act = (input: z.output<typeof reference>, what: (action: LifecycleAction) => void): object => {
    try {
      what(find(input));
    } catch (error) {
      if (autoScaling.env.rules.holds('actions-end-once')) throw error;
    }
    return {};
  };

  return {
    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html */
    RecordLifecycleActionHeartbeat: operation(reference, (input, caller) => {
      return act(input, (action) => autoScaling.actions.heartbeat(action, caller.accessKeyId));
    }),

    /** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html */
    CompleteLifecycleAction: operation(
      z.object({ ...actionMembers, LifecycleActionResult: z.enum(['CONTINUE', 'ABANDON']) }),
      (input, caller) => {
        return act(input, (action) =>
          autoScaling.actions.complete(action, input.LifecycleActionResult, caller.accessKeyId),
        );
      },
    ),
  };
};
