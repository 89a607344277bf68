import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { z } from 'zod';
import { patienceMs, startScenario, type Scenario } from '../support/scenario';

const topic = 'drains-ended';
const snsEvent = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

describe('the end of a drain', () => {
  let scenario: Scenario;
  let told: unknown[];
  let hear: () => void;

  beforeAll(async () => {
    scenario = await startScenario({ outcomeTopic: topic });
    const sns = new SNSClient(scenario.accessAs('PERSON'));
    const Endpoint = scenario.aws.lambda.register('listener', (event) => {
      told.push(...snsEvent.parse(event).Records.map(({ Sns }) => JSON.parse(Sns.Message) as unknown));
      hear();
      return Promise.resolve();
    });
    const TopicArn = `arn:aws:sns:${scenario.aws.region}:${scenario.aws.accountId}:${topic}`;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint }));
    sns.destroy();
  });
  afterAll(() => scenario.stop());
  beforeEach(() => {
    told = [];
  });

  const heard = () =>
    new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error('nobody told of the end')), patienceMs);
      hear = () => {
        clearTimeout(giveUp);
        resolve();
      };
    });

  it('is told to the topic, once, with what became of the instance', async () => {
    const world = scenario.createWorld({
      instances: 2,
      services: [{ name: 'web', desiredCount: 2 }],
      selfStarted: { agent: {} },
    });
    const [ec2InstanceId = ''] = world.instanceIds;
    const listening = heard();
    await scenario.terminate(ec2InstanceId);
    const { outcome, tasksStopped } = await scenario.result(ec2InstanceId);
    await listening;
    expect(told).toEqual([
      expect.objectContaining({
        version: 1,
        ec2InstanceId,
        outcome,
        tasksStopped,
        tasksLeft: 0,
        autoScalingGroupName: world.group,
        clusterArn: expect.stringContaining('cluster/demo') as string,
      }),
    ]);
  });

  it('is told although SNS fails a few times, and never keeps the drain from its end', async () => {
    scenario.aws.faults.add({
      service: 'sns',
      operation: 'Publish',
      kind: 'error',
      code: 'InternalError',
      status: 500,
      message: 'not now',
      times: 5,
    });
    const { instanceIds } = scenario.createWorld({
      cluster: 'second',
      group: 'second',
      selfStarted: { 'agent-2': {} },
    });
    const listening = heard();
    await scenario.terminate(instanceIds[0] ?? '');
    await expect(scenario.result(instanceIds[0] ?? '')).resolves.toMatchObject({ outcome: 'drained' });
    await listening;
    expect(told).toHaveLength(1);
    expect(scenario.findings()).toEqual([]);
  });
});
