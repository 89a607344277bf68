import type { Environment } from '../environment';
import { newUuid } from '../ids';
import { AwsError } from '../errors';
import { type Deliveries, serviceOf } from '../deliveries';
import type { Network } from '../faults-notifications';
import type { MessageAttributes } from '../sqs/state';
import { snsEnvelope } from './envelope';
import { snsLambdaEvent } from './lambda-event';
import { defaultPolicy } from './default-policy';
import type { Message, Subscription, Topic } from './state';

/** https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
export const snsErrors = {
  invalidParameter: (message: string) =>
    new AwsError('InvalidParameter', 400, `Invalid parameter: ${message}`),
  topicNotFound: () => new AwsError('NotFound', 404, 'Topic does not exist'),
  subscriptionNotFound: () => new AwsError('NotFound', 404, 'Subscription does not exist'),
  unknownOperation: (operation: string) =>
    new AwsError('InvalidAction', 400, `Could not find operation ${operation} for version 2010-03-31.`),
};

export interface SubscriptionOptions {
  /** Queue for messages that could not be delivered. */
  readonly deadLetterTargetArn?: string | undefined;
  /** @default false */
  readonly isRaw?: boolean;
}

const queueAttributes = ({ attributes = {} }: Message): MessageAttributes => {
  const entries = Object.entries(attributes);
  return Object.fromEntries(
    entries.map(([name, { Type, Value }]) => [name, { DataType: Type, StringValue: Value }]),
  );
};

/** SNS without its wire: topics that deliver to Lambda functions and to SQS queues. */
export class Sns {
  readonly topics = new Map<string, Topic>();

  constructor(
    private readonly env: Environment,
    private readonly deliveries: Deliveries,
    private readonly network: Network,
  ) {}

  /** Creates a topic; one that exists is answered as it is, as SNS does. */
  createTopic(name: string): Topic {
    const arn = `arn:aws:sns:${this.env.region}:${this.env.accountId}:${name}`;
    const topic = this.topics.get(arn) ?? this.newTopic(arn);
    this.topics.set(arn, topic);
    return topic;
  }

  private newTopic(arn: string): Topic {
    const policy = JSON.stringify(defaultPolicy(arn, this.env.accountId));
    return { arn, subscriptions: new Map(), policy, displayName: '' };
  }

  findTopic(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (!topic) throw snsErrors.topicNotFound();
    return topic;
  }

  /** Subscribes a function or a queue; the same one twice is one subscription. */
  subscribe(topic: Topic, endpoint: string, options: SubscriptionOptions = {}): Subscription {
    const { deadLetterTargetArn, isRaw = false } = options;
    const existing = [...topic.subscriptions.values()].find(
      (subscription) => subscription.endpoint === endpoint,
    );
    if (existing && this.env.rules.holds('a-subscription-is-made-once')) return existing;
    const subscription = { arn: `${topic.arn}:${newUuid()}`, endpoint, isRaw, deadLetterTargetArn };
    topic.subscriptions.set(subscription.arn, subscription);
    return subscription;
  }

  /** @throws AwsError where there is none */
  findSubscription(arn: string): { readonly topic: Topic; readonly subscription: Subscription } {
    for (const topic of this.topics.values()) {
      const subscription = topic.subscriptions.get(arn);
      if (subscription) return { topic, subscription };
    }
    throw snsErrors.subscriptionNotFound();
  }

  /** Harmless where there is no such subscription. */
  unsubscribe(subscriptionArn: string): void {
    for (const { subscriptions } of this.topics.values()) subscriptions.delete(subscriptionArn);
  }

  /** Harmless where there is no such topic; its subscriptions end with it. */
  deleteTopic(arn: string): void {
    this.topics.delete(arn);
  }

  /** Publishes a message and returns its id. Delivery goes on by itself. */
  publish(topic: Topic, message: Message): string {
    const messageId = newUuid();
    this.env.record.append({
      kind: 'notification',
      topicArn: topic.arn,
      messageId,
      subject: message.subject,
      message: message.message,
    });
    const at = new Date(this.env.clock.now());
    for (const subscription of topic.subscriptions.values()) {
      this.deliver(topic, subscription, messageId, message, at);
    }
    return messageId;
  }

  private deliver(
    topic: Topic,
    subscription: Subscription,
    messageId: string,
    message: Message,
    at: Date,
  ): void {
    const { endpoint, isRaw } = subscription;
    const envelope = snsEnvelope(topic, subscription.arn, messageId, message, at);
    const isQueue = serviceOf(endpoint) === 'sqs';
    const event = isQueue ? envelope : snsLambdaEvent(topic, subscription, messageId, message, at);
    if (!this.deliveries.isThere(endpoint)) {
      this.deadLetter(subscription, messageId, event, envelope);
      return;
    }
    this.network(topic.arn, endpoint, () => {
      if (!isQueue) this.deliveries.invoke(endpoint, event);
      else if (isRaw && this.env.rules.holds('raw-messages-have-no-envelope')) {
        this.deliveries.send(endpoint, message.message, queueAttributes(message));
      } else this.deliveries.send(endpoint, envelope);
    });
  }

  /** A function or a queue that is not there is a client-side error, which SNS does not retry. */
  private deadLetter(
    { endpoint, deadLetterTargetArn }: Subscription,
    messageId: string,
    event: unknown,
    envelope: string,
  ): void {
    if (!this.env.rules.holds('undeliverable-messages-are-dead-letters')) return;
    const error =
      serviceOf(endpoint) === 'sqs'
        ? `There is no queue ${endpoint}.`
        : `No function is registered as ${endpoint}.`;
    if (deadLetterTargetArn !== undefined) {
      this.deliveries.deadLetter(deadLetterTargetArn, envelope, {
        RequestID: messageId,
        ErrorMessage: error,
      });
    }
    this.env.record.append({
      kind: 'lambda',
      functionArn: endpoint,
      requestId: messageId,
      change: {
        what: 'dead-letter',
        error,
        event,
        target: deadLetterTargetArn,
      },
    });
  }
}
