import {
  DescribeAutoScalingInstancesCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import { ListTasksCommand } from '@aws-sdk/client-ecs';
import { createWorld, startLocalAws, type LocalAws } from '@ecs-drain/local-aws';
import { createAwsClients, type AwsClients } from '../../../src/aws/clients';

describe('a worker that may not act', () => {
  let aws: LocalAws;
  let clients: AwsClients;
  beforeAll(async () => {
    aws = await startLocalAws();
    createWorld(aws, { cluster: 'demo', hooks: [{ name: 'drain' }] });
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'US', secretAccessKey: 'local' },
    });
  });
  afterAll(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await aws.close();
  });

  const hook = { AutoScalingGroupName: 'demo', LifecycleHookName: 'drain' };
  const calls = () => aws.record.entries.filter(({ kind }) => kind === 'call').length;

  it('looks, and keeps hooks alive', async () => {
    const before = calls();
    await clients.ecs.send(new ListTasksCommand({ cluster: 'demo' }));
    await clients.autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [] }));
    const beat = clients.autoScaling.send(
      new RecordLifecycleActionHeartbeatCommand({ ...hook, InstanceId: 'i-1' }),
    );
    await expect(beat).rejects.toThrow(/lifecycle action/i); // nothing waits
    expect(calls()).toBe(before + 3);
  });
});
