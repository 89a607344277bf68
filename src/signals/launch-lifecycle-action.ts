import { isEventOf } from './event-bridge-form';
import type { MessageKind } from './message-kind';
import { ignored } from './parsed';

/**
 * A launch hook, whose message comes the same ways as a termination's.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
 */
export const launchLifecycleAction: MessageKind = {
  name: 'launch-lifecycle-action',
  takenFrom: 'any-carrier',
  matches: (message) =>
    isEventOf(message, 'aws.autoscaling', 'EC2 Instance-launch Lifecycle Action') ||
    message['LifecycleTransition'] === 'autoscaling:EC2_INSTANCE_LAUNCHING',
  parse: () => ignored('the instance is being launched, not terminated'),
};
