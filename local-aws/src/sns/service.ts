import { z } from 'zod';
import type { Environment } from '../environment';
import { parseJson } from '../json';
import { Refused } from '../refused';
import { operationFactory, type Service } from '../service';
import { readOperations } from './read-operations';
import { type Sns, snsErrors } from './sns';

export const snsApi = {
  version: '2010-03-31',
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
} as const;

const operation = operationFactory(snsErrors.invalidParameter);
const notServed = z.undefined('local-aws does not serve this member.').optional();

const attribute = z
  .object({ DataType: z.string(), StringValue: z.string() })
  .transform(({ DataType, StringValue }) => ({ Type: DataType, Value: StringValue }));
/** SNS names the halves of this map's entries Name and Value. */
const attributes = z.record(z.string(), attribute).default({});

/** A JSON text inside of the form. */
const redrivePolicy = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('RedrivePolicy: failed to parse JSON.');
      return z.NEVER;
    }
  })
  .pipe(z.object({ deadLetterTargetArn: z.string().regex(/^arn:aws[\w-]*:sqs:/, 'deadLetterTargetArn') }));

/** What is no policy at all is refused. */
const policyText = z.string().refine((text) => parseJson(text).ok, 'Policy Error: null');

function understood(policy: string, check: (text: string) => void): string {
  try {
    check(policy);
    return policy;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw snsErrors.invalidParameter(`Policy Error: ${error.message}`);
  }
}

const subscriptionAttributes = z
  .strictObject({
    RedrivePolicy: redrivePolicy.optional(),
    RawMessageDelivery: z.enum(['true', 'false']).optional(),
  })
  .default({});

const endpoints = { lambda: /^arn:aws[\w-]*:lambda:/, sqs: /^arn:aws[\w-]*:sqs:/ } as const;

const subscribe = z
  .object({
    TopicArn: z.string(),
    Protocol: z.enum(['lambda', 'sqs'], 'local-aws delivers to the protocols lambda and sqs only.'),
    Endpoint: z.string(),
    Attributes: subscriptionAttributes,
  })
  .refine(({ Protocol, Endpoint }) => endpoints[Protocol].test(Endpoint), {
    path: ['Endpoint'],
    error: 'Must be an ARN of the protocol.',
  })
  .refine(({ Protocol, Attributes }) => Protocol === 'sqs' || Attributes.RawMessageDelivery !== 'true', {
    path: ['Attributes'],
    error: 'Delivery protocol [lambda] does not support raw message delivery.',
  });

const setTopicAttributes = z.discriminatedUnion(
  'AttributeName',
  [
    z.object({ TopicArn: z.string(), AttributeName: z.literal('Policy'), AttributeValue: policyText }),
    z.object({
      TopicArn: z.string(),
      AttributeName: z.literal('DisplayName'),
      AttributeValue: z.string().max(100).default(''),
    }),
  ],
  { error: 'local-aws serves the attributes Policy and DisplayName.' },
);

const publish = z.object({
  TopicArn: z.string(),
  Message: z.string().min(1, 'Empty message'),
  Subject: z.string().min(1).max(100).optional(),
  MessageAttributes: attributes,
  MessageStructure: notServed,
});

/** SNS as its clients see it: https://docs.aws.amazon.com/sns/latest/api/API_Operations.html */
export const snsService = (
  env: Environment,
  sns: Sns,
  /** Throws Refused for what is not understood, where policies count. */
  checkPolicy: (text: string) => void,
): Service => ({
  name: 'sns',
  operations: {
    ...readOperations(env, sns),
    CreateTopic: operation(
      z.object({ Name: z.string().regex(/^[\w-]{1,256}$/, 'Topic Name'), Attributes: notServed }),
      (input) => ({ TopicArn: sns.createTopic(input.Name).arn }),
    ),
    Subscribe: operation(subscribe, (input) => {
      const { RedrivePolicy, RawMessageDelivery } = input.Attributes;
      const { arn } = sns.subscribe(sns.findTopic(input.TopicArn), input.Endpoint, {
        deadLetterTargetArn: RedrivePolicy?.deadLetterTargetArn,
        isRaw: RawMessageDelivery === 'true',
      });
      return { SubscriptionArn: arn };
    }),
    SetTopicAttributes: operation(setTopicAttributes, (input) => {
      const topic = sns.findTopic(input.TopicArn);
      if (input.AttributeName === 'DisplayName') topic.displayName = input.AttributeValue;
      else topic.policy = understood(input.AttributeValue, checkPolicy);
      return {};
    }),
    DeleteTopic: operation(z.object({ TopicArn: z.string() }), (input) => {
      sns.deleteTopic(input.TopicArn);
      return {};
    }),
    Unsubscribe: operation(z.object({ SubscriptionArn: z.string() }), (input) => {
      sns.unsubscribe(input.SubscriptionArn);
      return {};
    }),
    Publish: operation(publish, (input) => ({
      MessageId: sns.publish(sns.findTopic(input.TopicArn), {
        subject: input.Subject,
        message: input.Message,
        attributes: input.MessageAttributes,
      }),
    })),
  },
  throttle: () => undefined,
  unknownOperation: snsErrors.unknownOperation,
});
