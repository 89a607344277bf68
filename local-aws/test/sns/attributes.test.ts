import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  paginateListSubscriptionsByTopic,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';

const test = useTestAws();
const account = '123456789012';
const functionArn = `arn:aws:lambda:eu-west-1:${account}:function:starter`;
const queueArn = `arn:aws:sqs:eu-west-1:${account}:drains`;

const topic = async () => (await test.sns.send(new CreateTopicCommand({ Name: 'drain' }))).TopicArn ?? '';
const subscribe = async (TopicArn: string, Endpoint: string, Attributes: Record<string, string> = {}) => {
  const Protocol = Endpoint.split(':')[2];
  const { SubscriptionArn } = await test.sns.send(
    new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }),
  );
  return SubscriptionArn ?? '';
};
const attributesOf = async (TopicArn: string) =>
  (await test.sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes ?? {};

it('a topic says whose it is, how many subscribe to it, and whom its policy admits', async () => {
  const TopicArn = await topic();
  await subscribe(TopicArn, functionArn);
  const { Policy = '', ...others } = await attributesOf(TopicArn);
  expect(others).toEqual({
    TopicArn,
    Owner: account,
    DisplayName: '',
    SubscriptionsConfirmed: '1',
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  });
  expect(JSON.parse(Policy)).toMatchObject({
    Statement: [{ Resource: TopicArn, Condition: { StringEquals: { 'AWS:SourceOwner': account } } }],
  });
});

it('a topic has the policy and the name that it was given', async () => {
  const TopicArn = await topic();
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await test.sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: Policy }),
  );
  await test.sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'drains' }),
  );
  expect(await attributesOf(TopicArn)).toMatchObject({ Policy, DisplayName: 'drains' });
});

it.each([
  ['Policy', 'no JSON'],
  ['KmsMasterKeyId', 'alias/x'],
])('refuses the attribute %s as %s', async (AttributeName, AttributeValue) => {
  const TopicArn = await topic();
  const set = new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue });
  expect(await refusal(test.sns.send(set))).toMatchObject({ name: 'InvalidParameterException', status: 400 });
});

it('lists who subscribes to a topic, by pages of a hundred', async () => {
  const TopicArn = await topic();
  const SubscriptionArn = await subscribe(TopicArn, functionArn);
  for (let n = 1; n <= 100; n += 1)
    test.aws.sns.subscribe(test.aws.sns.findTopic(TopicArn), `${queueArn}-${n}`);
  const first = await test.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  expect(first.Subscriptions).toHaveLength(100);
  expect(first.Subscriptions?.[0]).toEqual({
    SubscriptionArn,
    Owner: account,
    Protocol: 'lambda',
    Endpoint: functionArn,
    TopicArn,
  });
  const endpoints: (string | undefined)[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client: test.sns }, { TopicArn })) {
    endpoints.push(...(page.Subscriptions ?? []).map(({ Endpoint }) => Endpoint));
  }
  expect(endpoints).toHaveLength(101);
  expect(endpoints.at(-1)).toBe(`${queueArn}-100`);
});

it('a subscription says where its messages go that could not be delivered', async () => {
  const TopicArn = await topic();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `${queueArn}-dead` });
  const SubscriptionArn = await subscribe(TopicArn, functionArn, { RedrivePolicy });
  const { Attributes } = await test.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(Attributes).toEqual({
    SubscriptionArn,
    TopicArn,
    Owner: account,
    Protocol: 'lambda',
    Endpoint: functionArn,
    RawMessageDelivery: 'false',
    PendingConfirmation: 'false',
    ConfirmationWasAuthenticated: 'true',
    RedrivePolicy,
  });
});

it('knows no subscription and no topic that is not there', async () => {
  const TopicArn = await topic();
  const gone = new GetSubscriptionAttributesCommand({ SubscriptionArn: `${TopicArn}:gone` });
  const wrong = new GetTopicAttributesCommand({ TopicArn: `${TopicArn}-gone` });
  expect(await refusal(test.sns.send(gone))).toMatchObject({ name: 'NotFoundException', status: 404 });
  expect(await refusal(test.sns.send(wrong))).toMatchObject({ name: 'NotFoundException', status: 404 });
});
