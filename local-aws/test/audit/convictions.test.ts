import {
  CompleteLifecycleActionCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { audit, createWorld, summarize, type World, type WorldSpec } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;
let InstanceId: string;

const terminating = async (spec: Omit<WorldSpec, 'cluster'> = {}) => {
  world = createWorld(test.aws, { cluster, hooks: [{ name: 'drain' }, { name: 'theirs' }], ...spec });
  InstanceId = first(world.instanceIds);
  await test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
};
const complete = (LifecycleHookName: string, client = test.autoScaling) =>
  client.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: world.group,
      LifecycleHookName,
      InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );
const stopTask = async (family: string): Promise<string> => {
  const { taskArns } = await test.ecs.send(new ListTasksCommand({ cluster, family }));
  const task = first(taskArns);
  await test.ecs.send(new StopTaskCommand({ cluster, task }));
  return task;
};
const promises = (options?: Parameters<typeof audit>[1]) =>
  audit(test.aws.record.entries, options).map(({ promise }) => promise);

it('convicts who releases a host while a container is in its stop timeout', async () => {
  await terminating({ hooks: [{ name: 'drain' }], standalone: [{ family: 'job', stopSeconds: 20 }] });
  await stopTask('job');
  test.clock.advanceBy(19_000);
  await complete('drain');
  expect(audit(test.aws.record.entries)).toMatchObject([{ promise: 'cut-short', subject: InstanceId }]);
  expect(summarize(test.aws.record.entries).cutShort).toBe(1);
});

it('acquits who waits until the container has ended', async () => {
  await terminating({ hooks: [{ name: 'drain' }], standalone: [{ family: 'job', stopSeconds: 20 }] });
  await stopTask('job');
  test.clock.advanceBy(23_000);
  await complete('drain');
  expect(promises()).toEqual([]);
  expect(summarize(test.aws.record.entries)).toMatchObject({
    releaseLatencyMs: { p50: 3_000, p99: 3_000 },
    releases: [{ instanceId: InstanceId, latencyMs: 3_000 }],
  });
});

it('convicts who never heartbeats', async () => {
  await terminating({ hooks: [{ name: 'drain' }] });
  test.clock.advanceBy(3_600_000);
  expect(audit(test.aws.record.entries)).toMatchObject([
    { promise: 'hook-expired', subject: InstanceId, hook: 'drain' },
  ]);
  expect(summarize(test.aws.record.entries)).toMatchObject({ hooksCompleted: 0, hooksExpired: 1 });
});

it("convicts who completes somebody else's hook", async () => {
  await terminating();
  await complete('drain', test.autoScalingAs('AKIAOURS'));
  await complete('theirs', test.autoScalingAs('AKIAOURS'));
  expect(promises()).toEqual([]);
  expect(audit(test.aws.record.entries, { hookOwners: { AKIAOURS: ['drain'] } })).toMatchObject([
    { promise: 'foreign-hook-completed', hook: 'theirs', caller: 'AKIAOURS' },
  ]);
  expect(promises({ hookOwners: { AKIATHEIRS: ['theirs'] } })).toEqual(['foreign-hook-completed']);
});

it('convicts who stops a self-started task while another task is not STOPPED', async () => {
  await terminating({
    selfStarted: { agent: { stopSeconds: 5 } },
    standalone: [{ family: 'job', stopSeconds: 20 }],
  });
  await stopTask('job');
  const task = await stopTask('agent');
  // Once: telling it again stops nothing.
  await test.ecs.send(new StopTaskCommand({ cluster, task }));
  expect(promises()).toEqual(['daemon-stopped-early']);
});

it('acquits who stops self-started tasks when only daemons are left', async () => {
  await terminating({
    selfStarted: { agent: {}, monitor: {} },
    services: [{ name: 'logs' }],
    standalone: [{ family: 'job' }],
  });
  await stopTask('job');
  await stopTask('agent');
  await stopTask('monitor');
  expect(promises()).toEqual([]);
});
