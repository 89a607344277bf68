import type { Environment } from '../environment';
import { newUuid } from '../ids';
import { type EventBridgeEvent, eventBridgeEvent } from '../events';
import { type Group, isWarm, type LifecycleAction, type LifecycleHook } from './state';

/** A message to a hook's target. */
export interface Notification {
  readonly targetArn: string;
  /** ARN of the role as which it is sent. */
  readonly roleArn: string | undefined;
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

const isTerminating = ({ hook }: LifecycleAction): boolean =>
  hook.transition === 'autoscaling:EC2_INSTANCE_TERMINATING';

/** What is told of an action alike to the hook's target and to EventBridge. */
function actionMembers(action: LifecycleAction) {
  const { hook, instance, token } = action;
  const place = isWarm(instance) ? 'WarmPool' : 'AutoScalingGroup';
  return {
    LifecycleActionToken: token,
    AutoScalingGroupName: instance.group.name,
    LifecycleHookName: hook.name,
    EC2InstanceId: instance.id,
    LifecycleTransition: hook.transition,
    NotificationMetadata: hook.notificationMetadata,
    Origin: isTerminating(action) ? place : 'EC2',
    Destination: isTerminating(action) ? 'EC2' : place,
  };
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html */
export const actionEvent = (env: Environment, action: LifecycleAction): EventBridgeEvent =>
  eventBridgeEvent(env, {
    source: 'aws.autoscaling',
    detailType: `EC2 Instance-${isTerminating(action) ? 'terminate' : 'launch'} Lifecycle Action`,
    resources: [action.instance.group.arn],
    // What is absent is left out, as in JSON.
    detail: Object.fromEntries(
      Object.entries(actionMembers(action)).filter(([, value]) => value !== undefined),
    ),
  });

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html#notification-message-example */
export function actionNotification(env: Environment, action: LifecycleAction): Notification | undefined {
  const { hook, instance } = action;
  if (hook.notificationTargetArn === undefined) return undefined;
  return {
    targetArn: hook.notificationTargetArn,
    roleArn: hook.roleArn,
    subject: `Auto Scaling:  Lifecycle action '${isTerminating(action) ? 'TERMINATING' : 'LAUNCHING'}' for instance ${instance.id} in progress.`,
    message: JSON.stringify({
      ...common(env, instance.group),
      ...actionMembers(action),
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
    roleArn: hook.roleArn,
    subject: `Auto Scaling: test notification for group "${group.name}"`,
    message: JSON.stringify({
      ...common(env, group),
      AutoScalingGroupARN: group.arn,
      Event: 'autoscaling:TEST_NOTIFICATION',
    }),
  };
}
