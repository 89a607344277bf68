import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { AwsCallError, call } from './call-error';

/** SQS queues, as far as the doctor looks at them. */
export interface Queues {
  /**
   * How many messages a queue has about now, without those in flight; null: there is no such queue. Needs
   * `sqs:GetQueueAttributes`.
   * @throws AwsCallError
   */
  messages(queueUrl: string): Promise<number | null>;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const createQueues = (client: SQSClient): Queues => ({
  messages: async (QueueUrl) => {
    try {
      const { Attributes } = await call('sqs.GetQueueAttributes', () =>
        client.send(
          new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
        ),
      );
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    } catch (error) {
      if (error instanceof AwsCallError && /QueueDoesNotExist|NonExistentQueue/.test(error.callError.code))
        return null;
      throw error;
    }
  },
});
