import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { call } from './trouble';

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
