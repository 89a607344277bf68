import type { Environment } from '../../environment';
import { type Action, type Actions, type Asked, type Input, withoutResources } from './action';

const on = (resourceType: string, arnOf: (input: Input) => string): Action => ({
  resourceType,
  keys: [],
  asks: (input): readonly Asked[] => [{ arn: arnOf(input) }],
});

const lastOf = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export function snsActions({ accountId, region }: Environment): Actions {
  const named = (name: string) => `arn:aws:sns:${region}:${accountId}:${name}`;
  const topic = on('topic', (input) => input.text('TopicArn') ?? named('*'));
  /** The ARN of a subscription is its topic's, and an id. */
  const topicOfSubscription = on('topic', (input) => {
    const arn = input.text('SubscriptionArn') ?? named('*:*');
    return arn.slice(0, arn.lastIndexOf(':'));
  });
  return {
    CreateTopic: on('topic', (input) => named(input.text('Name') ?? '*')),
    DeleteTopic: topic,
    GetSubscriptionAttributes: topicOfSubscription,
    GetTopicAttributes: topic,
    ListSubscriptions: withoutResources(),
    ListSubscriptionsByTopic: topic,
    Publish: topic,
    SetTopicAttributes: topic,
    Subscribe: topic,
    Unsubscribe: topicOfSubscription,
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export function sqsActions({ accountId, region }: Environment): Actions {
  const named = (name: string) => `arn:aws:sqs:${region}:${accountId}:${name}`;
  const queue = on('queue', (input) => named(lastOf(input.text('QueueUrl') ?? '*', '/')));
  const queueByName = on('queue', (input) => named(input.text('QueueName') ?? '*'));
  return {
    ChangeMessageVisibility: queue,
    CreateQueue: queueByName,
    DeleteMessage: queue,
    DeleteMessageBatch: { ...queue, name: 'DeleteMessage' },
    DeleteQueue: queue,
    GetQueueAttributes: queue,
    GetQueueUrl: queueByName,
    ListQueues: withoutResources(),
    PurgeQueue: queue,
    ReceiveMessage: queue,
    SendMessage: queue,
    SetQueueAttributes: queue,
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export function eventBridgeActions({ accountId, region }: Environment): Actions {
  const arn = (resource: string) => `arn:aws:events:${region}:${accountId}:${resource}`;
  const rule = (member: 'Name' | 'Rule') =>
    on('rule-on-default-event-bus', (input) => arn(`rule/${input.text(member) ?? '*'}`));
  return {
    DeleteRule: rule('Name'),
    ListRules: withoutResources(),
    ListTargetsByRule: rule('Rule'),
    PutEvents: on('event-bus', () => arn('event-bus/default')),
    PutRule: rule('Name'),
    PutTargets: rule('Rule'),
    RemoveTargets: rule('Rule'),
  };
}
