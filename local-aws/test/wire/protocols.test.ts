import { DescribePoliciesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeClustersCommand, ListAttributesCommand } from '@aws-sdk/client-ecs';
import { CreateTopicCommand, ListTopicsCommand, PublishCommand } from '@aws-sdk/client-sns';
import { refusal } from '../support/errors';
import { testAws, type TestAws } from '../support/aws';

let test: TestAws;
beforeAll(async () => {
  test = await testAws();
});
afterAll(() => test.close());

it("answers an operation it does not serve with the service's own error", async () => {
  const { ecs, autoScaling, sns } = test;
  expect(
    await refusal(ecs.send(new ListAttributesCommand({ targetType: 'container-instance' }))),
  ).toMatchObject({
    name: 'UnknownOperationException',
    status: 400,
  });
  expect(await refusal(autoScaling.send(new DescribePoliciesCommand({})))).toMatchObject({
    name: 'InvalidAction',
    status: 400,
  });
  expect(await refusal(sns.send(new ListTopicsCommand({})))).toMatchObject({
    name: 'InvalidAction',
    status: 400,
  });
});

it('records every call with its caller, and answers its request id', async () => {
  const { $metadata, failures } = await test.ecs.send(new DescribeClustersCommand({ clusters: ['nowhere'] }));
  expect(failures).toEqual([{ arn: 'nowhere', reason: 'MISSING' }]);
  expect(test.aws.record.entries.at(-1)).toMatchObject({
    kind: 'call',
    service: 'ecs',
    operation: 'DescribeClusters',
    caller: 'AKIATEST',
    requestId: $metadata.requestId,
    input: { clusters: ['nowhere'] },
    outcome: { kind: 'ok' },
  });
});

it('takes text with any characters through the Query protocol and back', async () => {
  const { sns, aws } = test;
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'topic' }));
  const Message = 'a+b=c & <d> "é" 😀\n';
  await sns.send(
    new PublishCommand({
      TopicArn,
      Message,
      MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } },
    }),
  );
  expect(aws.record.entries.at(-1)).toMatchObject({ kind: 'notification', message: Message });
  const missing = `${TopicArn ?? ''}<&>`;
  const { name, status } = await refusal(sns.send(new PublishCommand({ TopicArn: missing, Message })));
  expect({ name, status }).toEqual({ name: 'NotFoundException', status: 404 });
});

it('refuses a request that nobody signed', async () => {
  const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters' };
  const response = await fetch(test.aws.url, { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

it('refuses what is no call of a service it knows', async () => {
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=A/20260101/eu-west-1/x/aws4_request' };
  const unknownTarget = await fetch(test.aws.url, {
    method: 'POST',
    headers: { ...headers, 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  });
  expect(await unknownTarget.json()).toMatchObject({ __type: 'UnknownOperationException' });
  const unknownVersion = await fetch(test.aws.url, {
    method: 'POST',
    headers,
    body: 'Action=X&Version=2008-12-01',
  });
  expect(unknownVersion.status).toBe(400);
  expect(await unknownVersion.text()).toContain('<Code>InvalidAction</Code>');
});
