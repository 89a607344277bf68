/** Messages that come the same ways and are not for us: recognised, counted, and ignored with a reason. */
import { hasEventBridgeForm, isEventOf } from './event-bridge-form';
import { isLifecycleAction, lifecycleActionOf, lifecyclePage } from './lifecycle-form';
import type { About, MessageKind } from './message-kind';
import { ignored } from './parsed';

type IgnoredKind = Pick<MessageKind, 'name' | 'matches'> &
  Pick<About, 'comesFrom' | 'reads' | 'page'> & {
    /** For the log and for the docs. */
    readonly reason: string;
  };

const ignoredKind = ({ name, matches, reason, ...about }: IgnoredKind): MessageKind => ({
  name,
  takenFrom: 'any-transport',
  about: { ...about, leadsTo: `ignored: ${reason}` },
  matches,
  parse: () => ignored(reason),
});

/** Looks like a termination, so it is recognised before that. */
export const warmPoolMove = ignoredKind({
  name: 'warm-pool-move',
  comesFrom: 'as a termination, of a group whose warm pool takes instances back',
  reason: 'the instance goes back to the warm pool and is not terminated',
  reads: ['LifecycleTransition', 'Destination'],
  page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/warm-pools-eventbridge-events.html',
  matches: (message) =>
    isLifecycleAction(message, 'TERMINATING') && lifecycleActionOf(message)?.['Destination'] === 'WarmPool',
});

export const ignoredKinds: readonly MessageKind[] = [
  ignoredKind({
    name: 'launch-lifecycle-action',
    comesFrom:
      'Auto Scaling: what a launch hook notifies; or `aws.autoscaling`, "EC2 Instance-launch Lifecycle Action"',
    reason: 'the instance is being launched, not terminated',
    reads: ['LifecycleTransition'],
    page: lifecyclePage,
    matches: (message) => isLifecycleAction(message, 'LAUNCHING'),
  }),
  ignoredKind({
    name: 'test-notification',
    comesFrom: 'Auto Scaling, when a hook or a notification is attached',
    reason: 'a test notification, which names no instance: the lifecycle hook was attached',
    reads: ['Event'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html',
    matches: (message) =>
      !hasEventBridgeForm(message) && message['Event'] === 'autoscaling:TEST_NOTIFICATION',
  }),
  ignoredKind({
    name: 'plain-group-notification',
    comesFrom:
      'Auto Scaling: `Event: autoscaling:EC2_INSTANCE_TERMINATE` and its like; or `aws.autoscaling`, "EC2 Instance Terminate Successful" and its like',
    reason: 'a plain notification of the group, which is sent after the fact',
    reads: ['Event'],
    page: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html',
    matches: (message) =>
      hasEventBridgeForm(message)
        ? isEventOf(message, 'aws.autoscaling', /^EC2 (Instance (Launch|Terminate) |Auto Scaling )/)
        : typeof message['Event'] === 'string' && message['Event'].startsWith('autoscaling:'),
  }),
  ignoredKind({
    name: 'container-instance-state-change',
    comesFrom: '`aws.ecs`, "ECS Container Instance State Change"',
    reason: 'its counts read 0 when a stop is ordered, not when it is done; events of tasks tell that',
    reads: [],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_container_instance_events.html',
    matches: (message) => isEventOf(message, 'aws.ecs', 'ECS Container Instance State Change'),
  }),
  ignoredKind({
    name: 'service-action',
    comesFrom: '`aws.ecs`, "ECS Service Action"',
    reason: 'a drain reads the events of services itself',
    reads: [],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html',
    matches: (message) => isEventOf(message, 'aws.ecs', 'ECS Service Action'),
  }),
  ignoredKind({
    name: 'subscription-confirmation',
    comesFrom: 'SNS, when a subscription is made or ended by another account',
    reason: 'SNS asks to confirm a subscription, which is done by hand',
    reads: ['Type'],
    page: 'https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html',
    matches: (message) =>
      message['Type'] === 'SubscriptionConfirmation' || message['Type'] === 'UnsubscribeConfirmation',
  }),
];
