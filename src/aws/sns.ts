import { ListSubscriptionsByTopicCommand, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Subscription } from '../domain/doctor/aws/facts';
import { AwsCallError, call } from './call-error';

/** An SNS topic to publish to. */
export interface Topic {
  /**
   * @param message at most 256 KB, together with the attributes
   * @param attributes for the filter policies of subscriptions
   * @throws AwsCallError
   */
  publish(message: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const createTopic = (client: SNSClient, TopicArn: string): Topic => ({
  async publish(Message, attributes = {}) {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    await call('sns.Publish', () =>
      client.send(new PublishCommand({ TopicArn, Message, MessageAttributes })),
    );
  },
});

/** SNS topics, as far as the doctor looks at them. */
export interface Topics {
  /**
   * The first hundred subscriptions; null: there is no such topic. Needs `sns:ListSubscriptionsByTopic`.
   * @throws AwsCallError
   */
  subscriptions(topicArn: string): Promise<readonly Subscription[] | null>;
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const createTopics = (client: SNSClient): Topics => ({
  subscriptions: async (TopicArn) => {
    try {
      const { Subscriptions = [] } = await call('sns.ListSubscriptionsByTopic', () =>
        client.send(new ListSubscriptionsByTopicCommand({ TopicArn })),
      );
      return Subscriptions.map(({ Protocol = '', SubscriptionArn }) => ({
        protocol: Protocol,
        // SNS says so in place of an ARN.
        isPending: SubscriptionArn === 'PendingConfirmation',
      }));
    } catch (error) {
      if (error instanceof AwsCallError && error.callError.code === 'NotFoundException') return null;
      throw error;
    }
  },
});
