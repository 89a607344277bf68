/** Auto Scaling's two forms of a lifecycle action: as it is, or as the detail of an event. */
import { hasEventBridgeForm, isEventOf } from './event-bridge-form';
import type { Message } from './message-kind';
import { isObject } from './read-object';

export const lifecyclePage =
  'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html';

const detailTypes = {
  LAUNCHING: 'EC2 Instance-launch Lifecycle Action',
  TERMINATING: 'EC2 Instance-terminate Lifecycle Action',
} as const;

export const isLifecycleAction = (message: Message, transition: keyof typeof detailTypes): boolean =>
  hasEventBridgeForm(message)
    ? isEventOf(message, 'aws.autoscaling', detailTypes[transition])
    : message['LifecycleTransition'] === `autoscaling:EC2_INSTANCE_${transition}`;

/** The fields of the action; undefined: an event without a detail. */
export function lifecycleActionOf(message: Message): Message | undefined {
  if (!hasEventBridgeForm(message)) return message;
  return isObject(message['detail']) ? message['detail'] : undefined;
}
