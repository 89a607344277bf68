import type { Environment } from '../environment';
import { newUuid } from '../ids';
import type { Group, LifecycleAction, LifecycleHook } from './state';

/** A message to a hook's target. */
export interface Notification {
  readonly targetArn: string;
  readonly subject: string;
  readonly message: string;
}

const common = (env: Environment, group: Group) => ({
  AccountId: env.accountId,
  RequestId: newUuid(),
  AutoScalingGroupName: group.name,
  Service: 'AWS Auto Scaling',
  Time: new Date(env.clock.now()).toISOString(),
});

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html#notification-message-example */
export function actionNotification(env: Environment, action: LifecycleAction): Notification | undefined {
  const { hook, instance, token } = action;
  if (hook.notificationTargetArn === undefined) return undefined;
  const isTerminating = hook.transition === 'autoscaling:EC2_INSTANCE_TERMINATING';
  return {
    targetArn: hook.notificationTargetArn,
    subject: `Auto Scaling:  Lifecycle action '${isTerminating ? 'TERMINATING' : 'LAUNCHING'}' for instance ${instance.id} in progress.`,
    message: JSON.stringify({
      LifecycleHookName: hook.name,
      ...common(env, instance.group),
      LifecycleTransition: hook.transition,
      NotificationMetadata: hook.notificationMetadata,
      EC2InstanceId: instance.id,
      LifecycleActionToken: token,
      Origin: isTerminating ? 'AutoScalingGroup' : 'EC2',
      Destination: isTerminating ? 'EC2' : 'AutoScalingGroup',
    }),
  };
}

/** Sent when a hook with a target is put, before any instance uses it. */
export function testNotification(
  env: Environment,
  group: Group,
  hook: LifecycleHook,
): Notification | undefined {
  if (hook.notificationTargetArn === undefined) return undefined;
  return {
    targetArn: hook.notificationTargetArn,
    subject: `Auto Scaling: test notification for group "${group.name}"`,
    message: JSON.stringify({
      ...common(env, group),
      AutoScalingGroupARN: group.arn,
      Event: 'autoscaling:TEST_NOTIFICATION',
    }),
  };
}
