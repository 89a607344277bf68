import { SNSClient } from '@aws-sdk/client-sns';
import { createTopic } from '../../../../src/aws/sns';
import type { OutcomeMessage } from '../../../../src/domain/drain/outcome-message';
import { startActivities, type ActivityBench } from '../../../support/activities';

const message: OutcomeMessage = {
  version: 1,
  id: 'drain-i-0123456789abcdef0.123456789012.eu-central-1/0190c2f5-0000-7000-8000-000000000001',
  ec2InstanceId: 'i-0123456789abcdef0',
  autoScalingGroupName: 'web',
  outcome: 'drained',
  summary: 'drained: every task has stopped',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:10:00.000Z',
  tasksStopped: 3,
  tasksLeft: 0,
  mode: 'live',
  planned: [],
};
const publish = { kind: 'publish-outcome', message, withinMs: 60_000 } as const;

describe('the end of a drain', () => {
  let bench: ActivityBench;
  afterEach(() => bench.stop());

  const refuse = (code: string, status: number) =>
    bench.aws.faults.add({
      service: 'sns',
      operation: 'Publish',
      kind: 'error',
      code,
      status,
      message: 'no',
    });

  it('is told to the topic, with the outcome to filter by', async () => {
    bench = await startActivities({}, 'drained');
    const heard = new Promise<unknown>((resolve) => {
      const arn = bench.aws.lambda.register('listener', (event) => {
        resolve(event);
        return Promise.resolve();
      });
      bench.aws.sns.subscribe(bench.aws.sns.createTopic('drained'), arn);
    });
    await bench.activities.publishOutcome(publish);
    await expect(heard).resolves.toMatchObject({
      Records: [
        {
          Sns: {
            Message: JSON.stringify(message),
            MessageAttributes: { outcome: { Type: 'String', Value: 'drained' } },
          },
        },
      ],
    });
  });

  it('is told to nobody where no topic is configured', async () => {
    bench = await startActivities();
    await bench.activities.publishOutcome(publish);
    expect(bench.calls('Publish')).toEqual([]);
    await bench.stop();
    bench = await startActivities({}, 'drained');
  });

  it.each([
    ['AuthorizationError', 403, 'permanent'],
    ['NotFound', 404, 'permanent'],
    ['InvalidParameter', 400, 'permanent'],
    ['KMSAccessDenied', 400, 'permanent'],
    ['Throttled', 429, 'transient'],
    ['InternalError', 500, 'transient'],
  ])(
    'that SNS answers with %s fails for good only where an operator has to fix it',
    async (code, status, cause) => {
      bench = await startActivities({}, 'drained');
      refuse(code, status);
      await expect(bench.activities.publishOutcome(publish)).rejects.toMatchObject({
        type: 'AwsCallFailed',
        nonRetryable: cause === 'permanent',
        details: [{ operation: 'sns.Publish', cause }],
      });
    },
  );

  it('fails for good where the topic is gone', async () => {
    bench = await startActivities();
    const { url: endpoint, region } = bench.aws;
    const client = new SNSClient({
      endpoint,
      region,
      credentials: { accessKeyId: 'ECSDRAIN', secretAccessKey: 'local' },
    });
    const topic = createTopic(client, `arn:aws:sns:${region}:123456789012:gone`);
    await expect(topic.publish('x')).rejects.toMatchObject({ callError: { cause: 'permanent' } });
    client.destroy();
  });
});
