import { z } from 'zod';
import { autoScalingErrors } from '../errors';
import type { LifecycleHook } from '../state';
import { queryInteger } from './define';

const DEFAULT_HEARTBEAT_TIMEOUT_SECONDS = 3600;

/** What a hook is made of, alike in PutLifecycleHook and CreateAutoScalingGroup. */
export const hookMembers = {
  LifecycleTransition: z
    .enum(['autoscaling:EC2_INSTANCE_LAUNCHING', 'autoscaling:EC2_INSTANCE_TERMINATING'])
    .optional(),
  HeartbeatTimeout: queryInteger(30, 7200).optional(),
  DefaultResult: z.enum(['CONTINUE', 'ABANDON']).optional(),
  NotificationTargetARN: z.string().optional(),
  RoleARN: z.string().min(1).max(255).optional(),
  NotificationMetadata: z.string().min(1).max(4000).optional(),
};

const _members = z.object(hookMembers);

/** A new hook needs a transition, and a role with its target; an update keeps what it does not name. */
export function readHook(
  hookName: string,
  input: z.output<typeof _members>,
  existing: LifecycleHook | undefined,
): LifecycleHook {
  const transition = input.LifecycleTransition ?? existing?.transition;
  if (!transition) throw autoScalingErrors.validation('Lifecycle hook transition must be specified.');
  // An empty target takes the target away.
  const notificationTargetArn =
    input.NotificationTargetARN === ''
      ? undefined
      : (input.NotificationTargetARN ?? existing?.notificationTargetArn);
  const roleArn = input.RoleARN ?? existing?.roleArn;
  if (notificationTargetArn !== undefined && roleArn === undefined) {
    throw autoScalingErrors.validation('A RoleARN is required with a NotificationTargetARN.');
  }
  return {
    name: hookName,
    transition,
    heartbeatTimeoutSeconds:
      input.HeartbeatTimeout ?? existing?.heartbeatTimeoutSeconds ?? DEFAULT_HEARTBEAT_TIMEOUT_SECONDS,
    defaultResult: input.DefaultResult ?? existing?.defaultResult ?? 'ABANDON',
    notificationTargetArn,
    roleArn,
    notificationMetadata: input.NotificationMetadata ?? existing?.notificationMetadata,
  };
}
