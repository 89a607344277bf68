import type { Message, Topic } from './state';

/** The JSON that a queue gets: https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html */
export function snsEnvelope(
  topic: Topic,
  subscriptionArn: string,
  messageId: string,
  { subject, message, attributes }: Message,
  at: Date,
): string {
  const endpoint = `https://sns.${topic.arn.split(':')[3] ?? ''}.amazonaws.com`;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topic.arn,
    Subject: subject,
    Message: message,
    Timestamp: at.toISOString(),
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: `${endpoint}/SimpleNotificationService-00000000000000000000000000000000.pem`,
    UnsubscribeURL: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    MessageAttributes: attributes && Object.keys(attributes).length > 0 ? attributes : undefined,
  });
}
