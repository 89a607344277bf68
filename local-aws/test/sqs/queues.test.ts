import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { useTestAws } from '../support/aws';
import { refusal } from '../support/errors';

const test = useTestAws();

const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
  (await test.sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
const attributes = async (QueueUrl: string | undefined) =>
  (await test.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;

it('is created, found by its name, listed and deleted', async () => {
  const QueueUrl = await create('drain');
  expect(QueueUrl).toBe(`${test.aws.url}/123456789012/drain`);
  await create('other');
  expect((await test.sqs.send(new GetQueueUrlCommand({ QueueName: 'drain' }))).QueueUrl).toBe(QueueUrl);
  const listed = await test.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'dr' }));
  expect(listed.QueueUrls).toEqual([QueueUrl]);
  await test.sqs.send(new DeleteQueueCommand({ QueueUrl }));
  expect(await refusal(test.sqs.send(new GetQueueUrlCommand({ QueueName: 'drain' })))).toMatchObject({
    name: 'QueueDoesNotExist',
    status: 400,
  });
});

it('has the attributes that it was given, and defaults for the others', async () => {
  const dead = await create('dead');
  const deadLetterTargetArn = (await attributes(dead))?.QueueArn;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
  const QueueUrl = await create('drain', { VisibilityTimeout: '60', RedrivePolicy });
  expect(await attributes(QueueUrl)).toMatchObject({
    QueueArn: 'arn:aws:sqs:eu-west-1:123456789012:drain',
    VisibilityTimeout: '60',
    MessageRetentionPeriod: '345600',
    ReceiveMessageWaitTimeSeconds: '0',
    RedrivePolicy,
    ApproximateNumberOfMessages: '0',
  });
  await test.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl, Attributes: { ReceiveMessageWaitTimeSeconds: '20' } }),
  );
  expect(await attributes(QueueUrl)).toMatchObject({
    ReceiveMessageWaitTimeSeconds: '20',
    VisibilityTimeout: '60',
  });
});

it('is made once: again with the same attributes is the same queue, with others a refusal', async () => {
  const url = await create('drain', { VisibilityTimeout: '60' });
  expect(await create('drain', { VisibilityTimeout: '60' })).toBe(url);
  expect(await create('drain')).toBe(url);
  expect(await refusal(create('drain', { VisibilityTimeout: '61' }))).toMatchObject({
    name: 'QueueNameExists',
    message: expect.stringContaining('VisibilityTimeout') as string,
  });
});

it.each([
  [{ VisibilityTimeout: '43201' }, 'InvalidAttributeValue'],
  [{ RedrivePolicy: '{' }, 'InvalidAttributeValue'],
  [{ Colour: 'red' }, 'InvalidAttributeName'],
  [
    { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:1:nowhere","maxReceiveCount":1}' },
    'InvalidParameterValue',
  ],
])('refuses attributes that are none: %j', async (wrong, name) => {
  expect((await refusal(create('drain', wrong))).name).toBe(name);
});

it('is purged once a minute', async () => {
  const QueueUrl = await create('drain');
  await test.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: '1' });
  const purge = () => test.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await purge();
  expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: '0' });
  expect((await refusal(purge())).name).toBe('PurgeQueueInProgress');
  test.clock.advanceBy(60_000);
  await purge();
});
