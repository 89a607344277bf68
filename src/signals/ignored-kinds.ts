/** Messages that share the topic and are not for us: recognised, and ignored with a reason. */
import type { MessageKind } from './message-kind';
import { ignored } from './parsed';

/** Published once, when a hook with a target is attached. It names no instance. */
export const testNotification: MessageKind = {
  name: 'test-notification',
  takenFrom: 'any-carrier',
  matches: (message) => message['Event'] === 'autoscaling:TEST_NOTIFICATION',
  parse: () => ignored('a test notification: the lifecycle hook was attached'),
};

/**
 * A group's plain notification, such as `autoscaling:EC2_INSTANCE_TERMINATE`: told after the fact, without a token.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
 */
export const plainGroupNotification: MessageKind = {
  name: 'plain-group-notification',
  takenFrom: 'any-carrier',
  matches: (message) => typeof message['Event'] === 'string' && message['Event'].startsWith('autoscaling:'),
  parse: () => ignored('a plain notification of the group, which tells after the fact'),
};
