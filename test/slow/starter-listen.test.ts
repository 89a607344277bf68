import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startCli, unhurriedMs } from '../support/cli-process';
import { startScenario, type Scenario } from '../support/scenario';

describe('ecs-drain listen', () => {
  let scenario: Scenario;
  let sqs: SQSClient;
  beforeAll(async () => {
    scenario = await startScenario({ worker: false });
    sqs = new SQSClient(scenario.accessAs('PERSON'));
  });
  afterAll(async () => {
    sqs.destroy();
    await scenario.stop();
  });

  it(
    'starts the drain that a message asks for, and ends when it is told to',
    async () => {
      const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'leaving' }));
      const EC2InstanceId = `i-0${randomUUID().replaceAll('-', '').slice(0, 16)}`;
      const message = {
        LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
        AutoScalingGroupName: 'group',
        LifecycleHookName: 'drain',
        LifecycleActionToken: randomUUID(),
        EC2InstanceId,
      };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
      const listening = startCli(['listen', '--queue', QueueUrl, '--json'], {
        env: {
          TEMPORAL_ADDRESS: scenario.temporalAddress,
          AWS_ENDPOINT_URL: scenario.aws.url,
          AWS_REGION: scenario.aws.region,
          AWS_ACCESS_KEY_ID: 'LISTENER',
          AWS_SECRET_ACCESS_KEY: 'local',
        },
      });
      await listening.untilPrints((stdout) =>
        stdout.includes(`"workflowId":"${scenario.drain(EC2InstanceId).workflowId}"`),
      );
      await scenario.aws.record.until(
        (entry) => entry.kind === 'call' && entry.operation === 'DeleteMessageBatch',
      );
      listening.ctrlC();
      await expect(listening.ended).resolves.toMatchObject({ exitCode: 0, stderr: '' });
      expect((await scenario.drain(EC2InstanceId).describe()).status.name).toBe('RUNNING');
    },
    unhurriedMs,
  );
});
