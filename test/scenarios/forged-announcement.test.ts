import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { hookName, mutatingOperations, patienceMs, startScenario, type Scenario } from '../support/scenario';

const announced = (aws: Scenario['aws'], source: string, detailType: string, detail: object) => ({
  version: '0',
  id: '12345678-1234-4234-8234-123456789012',
  'detail-type': detailType,
  source,
  account: aws.accountId,
  time: new Date().toISOString(),
  region: aws.region,
  resources: [],
  detail,
});

type Forgery = (aws: Scenario['aws'], ec2InstanceId: string) => ReturnType<typeof announced>;

const forgeries: readonly (readonly [string, Forgery])[] = [
  [
    'spot interruption',
    (aws, id) =>
      announced(aws, 'aws.ec2', 'EC2 Spot Instance Interruption Warning', {
        'instance-id': id,
        'instance-action': 'terminate',
      }),
  ],
  [
    'state change',
    (aws, id) =>
      announced(aws, 'aws.ec2', 'EC2 Instance State-change Notification', {
        'instance-id': id,
        state: 'shutting-down',
      }),
  ],
  [
    'scheduled change',
    (aws, id) =>
      announced(aws, 'aws.health', 'AWS Health Event', {
        eventArn: `arn:aws:health:${aws.region}::event/EC2/AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED/forged`,
        service: 'EC2',
        eventTypeCode: 'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED',
        eventTypeCategory: 'scheduledChange',
        startTime: 'Thu, 27 Jan 2028 13:19:03 GMT',
        affectedEntities: [{ entityValue: id }],
      }),
  ],
];

describe('an announcement that lies', () => {
  let scenario: Scenario;
  let sns: SNSClient;
  beforeAll(async () => {
    scenario = await startScenario();
    sns = new SNSClient(scenario.accessAs('FORGER'));
  });
  afterAll(async () => {
    sns.destroy();
    await scenario.stop();
  });

  it.each(forgeries)(
    'of a %s of a healthy instance touches nothing, and the drain ends saying so',
    async (name, forge) => {
      const { aws, starterArn } = scenario;
      const world = scenario.createWorld({
        cluster: name.replaceAll(' ', '-'),
        services: [{ name: 'web', desiredCount: 1 }],
      });
      const [healthy = ''] = world.instanceIds;
      aws.lambda.invokeAsync(starterArn, forge(aws, healthy));
      await expect(scenario.result(healthy)).resolves.toMatchObject({ outcome: 'not-terminating' });
      expect(scenario.ourCalls(...mutatingOperations)).toEqual([]);
    },
  );

  it('does not hasten the drain of an instance that is terminated', async () => {
    const { aws, starterArn } = scenario;
    const world = scenario.createWorld({ cluster: 'leaving', standalone: [{ family: 'job' }] });
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await scenario.untilStatus(leaving, ({ phase }) => phase === 'wait-for-tasks');
    const heard = aws.record.entries.length;
    for (const [, forge] of forgeries) aws.lambda.invokeAsync(starterArn, forge(aws, leaving));
    // EC2 was asked, and then an observation later the drain stands where it stood.
    const asked = await aws.record.until(
      (entry) => entry.kind === 'call' && entry.operation === 'DescribeInstanceStatus',
      { afterSeq: heard, timeoutMs: patienceMs },
    );
    await aws.record.until((entry) => entry.kind === 'call' && entry.operation === 'DescribeInstanceStatus', {
      afterSeq: asked.seq,
      timeoutMs: patienceMs,
    });
    const { phase, reclaimedByEc2, deadline } = await scenario.untilStatus(leaving, () => true);
    expect([phase, reclaimedByEc2, deadline?.setBy]).toEqual(['wait-for-tasks', undefined, 'global-timeout']);
    await scenario.endTasks('job');
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
  });

  it('is not even listened to where a topic brings it: anybody may publish there', async () => {
    const { aws } = scenario;
    const world = scenario.createWorld({ cluster: 'published' });
    const [healthy = ''] = world.instanceIds;
    const heard = aws.record.entries.length;
    for (const [, forge] of forgeries) {
      const Message = JSON.stringify(forge(aws, healthy));
      await sns.send(new PublishCommand({ TopicArn: world.topicArns[hookName], Message }));
    }
    const answers = () =>
      aws.record.entries.filter(
        ({ seq, ...entry }) => seq > heard && entry.kind === 'lambda' && entry.change.what === 'succeeded',
      );
    await aws.record.until(() => answers().length >= forgeries.length, { afterSeq: heard });
    await expect(scenario.drain(healthy).describe()).rejects.toThrow('not found');
  });
});
