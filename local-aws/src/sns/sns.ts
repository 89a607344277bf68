import type { Environment } from '../environment';
import { newUuid } from '../ids';
import { AwsError } from '../errors';
import { snsLambdaEvent } from './lambda-event';
import type { Message, Subscription, Topic } from './state';

/** https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
export const snsErrors = {
  invalidParameter: (message: string) =>
    new AwsError('InvalidParameter', 400, `Invalid parameter: ${message}`),
  topicNotFound: () => new AwsError('NotFound', 404, 'Topic does not exist'),
  unknownOperation: (operation: string) =>
    new AwsError('InvalidAction', 400, `Could not find operation ${operation} for version 2010-03-31.`),
};

/** SNS without its wire: topics that deliver to Lambda functions. */
export class Sns {
  readonly topics = new Map<string, Topic>();

  constructor(
    private readonly env: Environment,
    private readonly invoke: (functionArn: string, event: unknown) => void,
    private readonly isFunction: (functionArn: string) => boolean,
  ) {}

  /** Creates a topic; one that exists is answered as it is, as SNS does. */
  createTopic(name: string): Topic {
    const arn = `arn:aws:sns:${this.env.region}:${this.env.accountId}:${name}`;
    const topic = this.topics.get(arn) ?? { arn, subscriptions: new Map<string, Subscription>() };
    this.topics.set(arn, topic);
    return topic;
  }

  findTopic(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (!topic) throw snsErrors.topicNotFound();
    return topic;
  }

  /** Subscribes a function; the same one twice is one subscription. */
  subscribe(topic: Topic, endpoint: string, deadLetterTargetArn?: string): Subscription {
    const existing = [...topic.subscriptions.values()].find(
      (subscription) => subscription.endpoint === endpoint,
    );
    if (existing && this.env.rules.holds('a-subscription-is-made-once')) return existing;
    const subscription = { arn: `${topic.arn}:${newUuid()}`, endpoint, deadLetterTargetArn };
    topic.subscriptions.set(subscription.arn, subscription);
    return subscription;
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
      const event = snsLambdaEvent(topic, subscription, messageId, message, at);
      if (this.isFunction(subscription.endpoint)) this.invoke(subscription.endpoint, event);
      else this.deadLetter(subscription, messageId, event);
    }
    return messageId;
  }

  /** A function that is not there is a client-side error, which SNS does not retry. */
  private deadLetter(
    { endpoint, deadLetterTargetArn }: Subscription,
    messageId: string,
    event: unknown,
  ): void {
    if (!this.env.rules.holds('undeliverable-messages-are-dead-letters')) return;
    this.env.record.append({
      kind: 'lambda',
      functionArn: endpoint,
      requestId: messageId,
      change: {
        what: 'dead-letter',
        error: `No function is registered as ${endpoint}.`,
        event,
        target: deadLetterTargetArn,
      },
    });
  }
}
