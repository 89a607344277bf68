/** Messages that come the same ways and are not for us: recognised, counted, and ignored with a reason. */
import { hasEventBridgeForm, isEventOf } from './event-bridge-form';
import type { MessageKind } from './message-kind';
import { ignored } from './parsed';

/** Published once, when a hook with a target is attached. It names no instance. */
export const testNotification: MessageKind = {
  name: 'test-notification',
  takenFrom: 'any-transport',
  about: {
    comesFrom: 'Auto Scaling, when a hook or a notification is attached',
    leadsTo: 'ignored: it names no instance',
    reads: ['Event'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html',
  },
  matches: (message) => !hasEventBridgeForm(message) && message['Event'] === 'autoscaling:TEST_NOTIFICATION',
  parse: () => ignored('a test notification: the lifecycle hook was attached'),
};

/** Told after the fact, without a token. */
export const plainGroupNotification: MessageKind = {
  name: 'plain-group-notification',
  takenFrom: 'any-transport',
  about: {
    comesFrom:
      'Auto Scaling: `Event: autoscaling:EC2_INSTANCE_TERMINATE` and its like; or `aws.autoscaling`, "EC2 Instance Terminate Successful" and its like',
    leadsTo: 'ignored: it tells after the fact',
    reads: ['Event'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html',
  },
  matches: (message) =>
    hasEventBridgeForm(message)
      ? isEventOf(message, 'aws.autoscaling', /^EC2 (Instance (Launch|Terminate) |Auto Scaling )/)
      : typeof message['Event'] === 'string' && message['Event'].startsWith('autoscaling:'),
  parse: () => ignored('a plain notification of the group, which tells after the fact'),
};

/** Says that a stop was ordered, not that it is done, with counts that read 0 too early. */
export const containerInstanceStateChange: MessageKind = {
  name: 'container-instance-state-change',
  takenFrom: 'any-transport',
  about: {
    comesFrom: '`aws.ecs`, "ECS Container Instance State Change"',
    leadsTo: 'ignored: it is sent when a stop is ordered, not when it is done',
    reads: [],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html',
  },
  matches: (message) => isEventOf(message, 'aws.ecs', 'ECS Container Instance State Change'),
  parse: () => ignored("a container instance's state: tasks tell when they have stopped"),
};

export const serviceAction: MessageKind = {
  name: 'service-action',
  takenFrom: 'any-transport',
  about: {
    comesFrom: '`aws.ecs`, "ECS Service Action"',
    leadsTo: "ignored: a drain reads the services' events itself",
    reads: [],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html',
  },
  matches: (message) => isEventOf(message, 'aws.ecs', 'ECS Service Action'),
  parse: () => ignored("a service's action: drains read it from the service"),
};

/** The address is not visited: confirm a subscription by hand, or let AWS do it for its own queues and functions. */
export const subscriptionConfirmation: MessageKind = {
  name: 'subscription-confirmation',
  takenFrom: 'any-transport',
  about: {
    comesFrom: 'SNS, when a subscription is made or ended by another account',
    leadsTo: 'ignored: nothing is confirmed by a message',
    reads: ['Type'],
    page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html',
  },
  matches: (message) =>
    message['Type'] === 'SubscriptionConfirmation' || message['Type'] === 'UnsubscribeConfirmation',
  parse: () => ignored('SNS asks to confirm a subscription, which is done by hand'),
};
