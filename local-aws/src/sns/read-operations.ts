import { z } from 'zod';
import { serviceOf } from '../deliveries';
import type { Environment } from '../environment';
import { type Operation, operationFactory, page } from '../service';
import { type Sns, snsErrors } from './sns';
import type { Subscription, Topic } from './state';

const operation = operationFactory(snsErrors.invalidParameter);

const PAGE_SIZE = 100;
const token = { NextToken: z.string().optional() };

/** What SNS tells of topics and subscriptions; attributes are texts, on the wire a map. */
export function readOperations(env: Environment, sns: Sns): Readonly<Record<string, Operation>> {
  const listed = (topic: Topic) => (subscription: Subscription) => ({
    SubscriptionArn: subscription.arn,
    Owner: env.accountId,
    Protocol: serviceOf(subscription.endpoint),
    Endpoint: subscription.endpoint,
    TopicArn: topic.arn,
  });
  const pageOf = (all: readonly object[], nextToken: string | undefined) => {
    const invalid = () => snsErrors.invalidParameter('NextToken');
    const found = page(all, nextToken, PAGE_SIZE, invalid);
    return { Subscriptions: found.items, NextToken: found.nextToken };
  };
  const subscriptionsOf = (topic: Topic) => [...topic.subscriptions.values()].map(listed(topic));

  return {
    ListSubscriptions: operation(z.object(token), ({ NextToken }) =>
      pageOf([...sns.topics.values()].flatMap(subscriptionsOf), NextToken),
    ),

    ListSubscriptionsByTopic: operation(z.object({ TopicArn: z.string(), ...token }), (input) =>
      pageOf(subscriptionsOf(sns.findTopic(input.TopicArn)), input.NextToken),
    ),

    GetTopicAttributes: operation(z.object({ TopicArn: z.string() }), (input) => {
      const topic = sns.findTopic(input.TopicArn);
      return {
        Attributes: new Map([
          ['TopicArn', topic.arn],
          ['Owner', env.accountId],
          ['Policy', topic.policy],
          ['DisplayName', topic.displayName],
          ['SubscriptionsConfirmed', String(topic.subscriptions.size)],
          ['SubscriptionsPending', '0'],
          ['SubscriptionsDeleted', '0'],
        ]),
      };
    }),

    GetSubscriptionAttributes: operation(z.object({ SubscriptionArn: z.string() }), (input) => {
      const { topic, subscription } = sns.findSubscription(input.SubscriptionArn);
      const { deadLetterTargetArn, isRaw } = subscription;
      return {
        Attributes: new Map([
          ...Object.entries(listed(topic)(subscription)),
          ['RawMessageDelivery', String(isRaw)],
          ['PendingConfirmation', 'false'],
          ['ConfirmationWasAuthenticated', 'true'],
          ...(deadLetterTargetArn === undefined
            ? []
            : [['RedrivePolicy', JSON.stringify({ deadLetterTargetArn })] as const]),
        ]),
      };
    }),
  };
}
