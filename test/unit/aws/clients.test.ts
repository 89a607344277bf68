import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingInstancesCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import { ListTasksCommand, StopTaskCommand, UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { createWorld, startLocalAws, type LocalAws, type World } from '@ecs-drain/local-aws';
import { ActingPausedError, createAwsClients, type AwsClients } from '../../../src/aws/clients';

describe('a worker that may not act', () => {
  let aws: LocalAws;
  let world: World;
  let clients: AwsClients;
  let isPaused = true;
  beforeAll(async () => {
    aws = await startLocalAws();
    world = createWorld(aws, { cluster: 'demo', hooks: [{ name: 'drain' }] });
    clients = createAwsClients(
      { region: aws.region, endpoint: aws.url, credentials: { accessKeyId: 'US', secretAccessKey: 'local' } },
      () => (isPaused ? Promise.reject(new ActingPausedError('all is paused')) : Promise.resolve()),
    );
  });
  afterAll(async () => {
    clients.ecs.destroy();
    clients.autoScaling.destroy();
    clients.sns.destroy();
    await aws.close();
  });

  const hook = { AutoScalingGroupName: 'demo', LifecycleHookName: 'drain' };
  const calls = () => aws.record.entries.filter(({ kind }) => kind === 'call').length;
  const setDraining = () => {
    const containerInstances = [world.containerInstance(world.instanceIds[0] ?? '').arn];
    const command = { cluster: 'demo', containerInstances, status: 'DRAINING' as const };
    return clients.ecs.send(new UpdateContainerInstancesStateCommand(command));
  };

  it.each([
    ['UpdateContainerInstancesState', setDraining],
    ['StopTask', () => clients.ecs.send(new StopTaskCommand({ cluster: 'demo', task: 'any' }))],
    [
      'CompleteLifecycleAction',
      () =>
        clients.autoScaling.send(
          new CompleteLifecycleActionCommand({
            ...hook,
            InstanceId: 'i-1',
            LifecycleActionResult: 'CONTINUE',
          }),
        ),
    ],
  ])('never sends %s', async (_, send) => {
    const before = calls();
    await expect(send()).rejects.toBeInstanceOf(ActingPausedError);
    expect(calls()).toBe(before);
  });

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

  it('acts once it may', async () => {
    isPaused = false;
    await expect(setDraining()).resolves.toMatchObject({ failures: [] });
  });
});
