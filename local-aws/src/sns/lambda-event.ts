import type { Message, Subscription, Topic } from './state';

/** The event that a function gets: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function snsLambdaEvent(
  topic: Topic,
  subscription: Subscription,
  messageId: string,
  { subject, message, attributes }: Message,
  at: Date,
) {
  const endpoint = `https://sns.${topic.arn.split(':')[3] ?? ''}.amazonaws.com`;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Type: 'Notification',
          MessageId: messageId,
          TopicArn: topic.arn,
          Subject: subject ?? null,
          Message: message,
          Timestamp: at.toISOString(),
          SignatureVersion: '1',
          Signature: 'EXAMPLE',
          SigningCertUrl: `${endpoint}/SimpleNotificationService-00000000000000000000000000000000.pem`,
          UnsubscribeUrl: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
          MessageAttributes: attributes ?? {},
        },
      },
    ],
  };
}
