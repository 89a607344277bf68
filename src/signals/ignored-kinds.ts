/** Messages that share the topic and are not for us: recognised, and ignored with a reason. */
import { ignored } from './parsed';
import type { MessageKind } from './message-kind';

/** Published once, when a hook with a target is attached. It names no instance. */
export const testNotification: MessageKind = {
  name: 'test-notification',
  matches: (message) => message['Event'] === 'autoscaling:TEST_NOTIFICATION',
  parse: () => ignored('a test notification: the lifecycle hook was attached'),
};

/** A launch hook that notifies the same topic. */
export const launchLifecycleAction: MessageKind = {
  name: 'launch-lifecycle-action',
  matches: (message) => message['LifecycleTransition'] === 'autoscaling:EC2_INSTANCE_LAUNCHING',
  parse: () => ignored('the instance is being launched, not terminated'),
};

/**
 * A group's plain notification, such as `autoscaling:EC2_INSTANCE_TERMINATE`: told after the fact, without a token.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
 */
export const plainGroupNotification: MessageKind = {
  name: 'plain-group-notification',
  matches: (message) => typeof message['Event'] === 'string' && message['Event'].startsWith('autoscaling:'),
  parse: (message) => ignored(`a plain notification of the group: ${String(message['Event'])}`),
};
