import { GetTopicAttributesCommand, PublishCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import type { PrincipalSpec, StatementDocument } from '../../src/index';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';
import { about, allow, policy, roleWith, type TopicStatement } from '../support/iam';

const test = useTestAws({ iam: {} });
const [here, elsewhere] = ['123456789012', '999999999999'];
const worker = (accountId = here) => `arn:aws:iam::${accountId}:role/worker`;

const denies = { Effect: 'Deny' } as const;
const mayPublish = allow('sns:Publish');

/** A topic with a policy of these statements. */
const topicWith = (...statements: TopicStatement[]): string => {
  const topic = test.aws.sns.createTopic('drain');
  if (statements.length > 0) topic.policy = JSON.stringify(policy(...statements));
  return topic.arn;
};
/** `yes`, or why the test's caller may not publish. */
const publish = async (TopicArn: string, caller: PrincipalSpec): Promise<string> => {
  test.aws.iam?.put(caller);
  const call = test.sns.send(new PublishCommand({ TopicArn, Message: 'm' }));
  const isSent = await call.then(
    () => true,
    () => false,
  );
  if (isSent) return 'yes';
  const { name, message } = await refusal(test.sns.send(new PublishCommand({ TopicArn, Message: 'm' })));
  expect(name).toBe('AuthorizationErrorException');
  expect(test.aws.record.entries.filter(({ kind }) => kind === 'notification')).toEqual([]);
  return /(with an|because) .*$/.exec(message)?.[0] ?? message;
};
const ownDenial = 'with an explicit deny in an identity-based policy';
const topicsDenial = 'with an explicit deny in a resource-based policy';
const notAllowed = 'because no identity-based policy allows the SNS:Publish action';
const notAllowedByTopic = 'because no resource-based policy allows the SNS:Publish action';

it.each<[string, TopicStatement, string]>([
  ['everybody', about('*'), 'yes'],
  ['every AWS principal', about({ AWS: '*' }), 'yes'],
  ['its role', about({ AWS: worker() }), 'yes'],
  ['its session', about({ AWS: `arn:aws:sts::${here}:assumed-role/worker/AKIATEST` }), 'yes'],
  ['one of several', about({ AWS: [worker(elsewhere), worker()], Service: 'sns.amazonaws.com' }), 'yes'],
  ['another role', about({ AWS: `arn:aws:iam::${here}:role/other` }), notAllowed],
  ['a role of that name elsewhere', about({ AWS: worker(elsewhere) }), notAllowed],
  ['a service', about({ Service: 'autoscaling.amazonaws.com' }), notAllowed],
  ['the account, which leaves it to its policies', about({ AWS: here }), notAllowed],
  ['the same by its root', about({ AWS: `arn:aws:iam::${here}:root` }), notAllowed],
  ['it, another action', about('*', { Action: 'sns:Subscribe' }), notAllowed],
  ['its role by a key', about('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': worker() } } }), 'yes'],
  [
    'who is called by a service for the account',
    about('*', { Condition: { StringEquals: { 'aws:SourceAccount': here } } }),
    notAllowed,
  ],
])('a topic that allows %s to a role of the account without a policy', async (_, statement, may) => {
  expect(await publish(topicWith(statement), roleWith())).toBe(may);
});

it.each<[string, TopicStatement, string]>([
  ['everybody', about('*', denies), topicsDenial],
  ['its role', about({ AWS: worker() }, denies), topicsDenial],
  ['its account', about({ AWS: here }, denies), topicsDenial],
  ['another role', about({ AWS: `arn:aws:iam::${here}:role/other` }, denies), 'yes'],
  ['another account', about({ AWS: elsewhere }, denies), 'yes'],
  [
    'everybody but it',
    about('*', { ...denies, Condition: { ArnNotEquals: { 'aws:PrincipalArn': worker() } } }),
    'yes',
  ],
  [
    'everybody but another role',
    about('*', {
      ...denies,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${here}:role/other` } },
    }),
    topicsDenial,
  ],
])('a topic that denies %s what its own policy allows', async (_, statement, may) => {
  expect(await publish(topicWith(statement, about('*')), roleWith(mayPublish))).toBe(may);
});

it("a Deny of the caller's own wins over what the topic allows", async () => {
  const deny: StatementDocument = { Effect: 'Deny', Action: 'sns:*', Resource: '*' };
  expect(await publish(topicWith(about('*')), roleWith(deny))).toBe(ownDenial);
});

it('a topic to which nobody has given a policy leaves it to those of the account', async () => {
  expect(await publish(topicWith(), roleWith(mayPublish))).toBe('yes');
});

it('and nobody may publish without one', async () => {
  expect(await publish(topicWith(), roleWith())).toBe(notAllowed);
});

it.each<[string, StatementDocument[], TopicStatement[], string]>([
  ['both', [mayPublish], [about({ AWS: elsewhere })], 'yes'],
  ['its own alone', [mayPublish], [], notAllowedByTopic],
  ["the topic's alone", [], [about({ AWS: worker(elsewhere) })], notAllowed],
  ['both, and the topic denies', [mayPublish], [about('*'), about('*', denies)], topicsDenial],
])('a caller of another account with the permission of %s', async (_, own, ofTopic, may) => {
  expect(await publish(topicWith(...ofTopic), { ...roleWith(...own), accountId: elsewhere })).toBe(may);
});

it.each<[string, object, string]>([
  ['a principal', { Principal: { AWS: 'worker' } }, 'principals'],
  ['a wildcard in one', { Principal: { AWS: `arn:aws:iam::${here}:role/*` } }, 'without wildcards'],
  ['another kind of principal', { Principal: { Federated: 'cognito' } }, 'Federated'],
  ['all principals but some', { Principal: undefined, NotPrincipal: { AWS: here } }, 'NotPrincipal'],
  ['an operator', { Condition: { DateLessThan: { 'aws:PrincipalArn': 'x' } } }, 'operator DateLessThan'],
  [
    'a key',
    { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    'no condition key aws:SecureTransport',
  ],
])('refuses a topic policy with %s that it does not understand', async (_, change, problem) => {
  const TopicArn = topicWith(about('*', { Action: 'sns:*' }));
  test.aws.iam?.put(roleWith());
  const AttributeValue = JSON.stringify(policy({ ...about('*'), ...change }));
  const { name, message } = await refusal(
    test.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue })),
  );
  expect(name).toBe('InvalidParameterException');
  expect(message).toContain(problem);
  const { Attributes } = await test.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes?.Policy).toContain('sns:*');
});
