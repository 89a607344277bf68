import {
  CompleteLifecycleActionCommand,
  DescribeAutoScalingInstancesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { audit, createWorld, summarize } from '../src/index';
import { first, testAws, type TestAws } from './support/aws';

let test: TestAws;
beforeAll(async () => {
  test = await testAws();
});
afterAll(() => test.close());

it('drains an instance from the notification to its end, without a finding', async () => {
  const { aws, clock, ecs, autoScaling } = test;
  const messages: string[] = [];
  const notify = aws.lambda.register('starter', (event) => {
    messages.push(JSON.stringify(event));
  });
  const world = createWorld(aws, {
    cluster: 'demo',
    instances: 3,
    hooks: [{ name: 'drain', notify }],
    services: [{ name: 'web', desiredCount: 3, stopSeconds: 5, startSeconds: 2 }, { name: 'logs' }],
    selfStarted: { agent: {} },
  });
  clock.advanceBy(2_000);
  const InstanceId = first(world.instanceIds);
  const cluster = world.cluster;

  await autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
  const waiting = await autoScaling.send(
    new DescribeAutoScalingInstancesCommand({ InstanceIds: [InstanceId] }),
  );
  expect(first(waiting.AutoScalingInstances).LifecycleState).toBe('Terminating:Wait');
  await aws.record.until(
    (e) =>
      e.kind === 'lambda' && e.change.what === 'succeeded' && first(messages.slice(-1)).includes(InstanceId),
  );

  const listed = await ecs.send(
    new ListContainerInstancesCommand({ cluster, filter: `ec2InstanceId == ${InstanceId}` }),
  );
  const containerInstances = listed.containerInstanceArns;
  expect(containerInstances).toEqual([world.containerInstance(InstanceId).arn]);
  await ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
  );
  const containerInstance = first(containerInstances);
  clock.advanceBy(2_000);

  // The replica is in its stop timeout: no longer counted, not yet stopped.
  const described = await ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances }));
  expect(first(described.containerInstances)).toMatchObject({ status: 'DRAINING', runningTasksCount: 1 });
  const stopping = await ecs.send(
    new ListTasksCommand({ cluster, containerInstance, desiredStatus: 'STOPPED' }),
  );
  const tasks = await ecs.send(new DescribeTasksCommand({ cluster, tasks: stopping.taskArns }));
  expect(tasks.tasks?.map(({ group, lastStatus }) => `${group ?? ''} ${lastStatus ?? ''}`).sort()).toEqual([
    'service:logs STOPPED',
    'service:web STOPPING',
  ]);

  clock.advanceBy(5_000);
  const left = await ecs.send(new ListTasksCommand({ cluster, containerInstance }));
  expect(left.taskArns).toHaveLength(1);
  await ecs.send(new StopTaskCommand({ cluster, task: first(left.taskArns), reason: 'draining' }));
  await autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: world.group,
      LifecycleHookName: 'drain',
      InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );
  const gone = await autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [InstanceId] }));
  expect(gone.AutoScalingInstances).toEqual([]);

  expect(audit(aws.record.entries)).toEqual([]);
  expect(summarize(aws.record.entries)).toMatchObject({
    hooksCompleted: 1,
    hooksExpired: 0,
    cutShort: 0,
    releaseLatencyMs: { p50: 0, p99: 0 },
  });
});
