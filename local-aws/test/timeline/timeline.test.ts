import {
  ListClustersCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { adminClient, createWorld, timeline, type World } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();

const lines = () => timeline(test.aws.record.entries).split('\n');
/** Lines with ids and padding taken away. */
const words = () =>
  lines().map((line) =>
    line
      .replace(/i-0[0-9a-f]{16}/g, 'i-0')
      .replace(/\b[0-9a-f]{8}\b/g, 'id')
      .replace(/ +/g, ' ')
      .trim(),
  );

async function drain(): Promise<World> {
  const world = createWorld(test.aws, {
    cluster,
    hooks: [{ name: 'drain', heartbeatTimeoutSeconds: 300 }],
    standalone: [{ family: 'job', stopSeconds: 5 }],
  });
  test.clock.advanceBy(10_000);
  const { taskArns } = await test.ecs.send(new ListTasksCommand({ cluster }));
  await test.ecs.send(new StopTaskCommand({ cluster, task: first(taskArns), reason: 'enough' }));
  test.clock.advanceBy(3_590_000);
  await test.autoScaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName: cluster, DesiredCapacity: 0 }),
  );
  test.clock.advanceBy(300_000);
  return world;
}

it('tells what became of each thing, in one line an instant, with the time since the start', async () => {
  await drain();
  expect(words().filter((line) => !line.includes('events'))).toEqual([
    'Since 2026-01-01T00:00:00.000Z:',
    '+0.0s i-0 instance Pending → InService',
    '+0.0s i-0 container instance ACTIVE',
    '+0.0s i-0 job id (standalone) PROVISIONING → PENDING → ACTIVATING → RUNNING',
    '+10.0s calls ecs.ListTasks, ecs.StopTask by AKIATEST',
    '+10.0s i-0 job id (standalone) told to stop: enough → DEACTIVATING → STOPPING',
    '+15.0s i-0 job id (standalone) container main ended after SIGTERM → DEPROVISIONING → STOPPED',
    '+1h 00m 00s calls autoscaling.SetDesiredCapacity by AKIATEST',
    '+1h 00m 00s i-0 instance Terminating → Terminating:Wait',
    '+1h 00m 00s i-0 hook drain waits; 300 s to the next heartbeat, 30000 s at most',
    '+1h 05m 00s i-0 hook drain EXPIRED (heartbeat-timeout), ABANDON',
    '+1h 05m 00s i-0 instance Terminating:Proceed → Terminated',
    '+1h 05m 00s i-0 container instance INACTIVE',
    '',
  ]);
});

it('has its columns one below the other', async () => {
  await drain();
  const starts = lines()
    .slice(1, -1)
    .map((line) => line.search(/(?<= {2})(instance|container instance|job|calls|hook|events)/));
  expect(new Set(starts).size).toBe(1);
});

it('counts what happens to many in one instant', () => {
  createWorld(test.aws, { cluster, instances: 200, services: [{ name: 'web', desiredCount: 600 }] });
  expect(words()).toEqual(
    expect.arrayContaining([
      '+0.0s (200 instances) instance Pending → InService',
      '+0.0s (200 instances) 600 × web (replica) PROVISIONING → PENDING → ACTIVATING → RUNNING',
    ]),
  );
  expect(words().length).toBeLessThan(10);
});

it('sums up calls between changes, and says which were refused or struck', async () => {
  for (let n = 0; n < 3; n += 1) await test.ecs.send(new ListClustersCommand({}));
  test.aws.faults.add({ service: 'ecs', kind: 'throttle', times: 1 });
  await test.ecs.send(new ListClustersCommand({})).catch(() => undefined);
  test.clock.advanceBy(4_000);
  await test.ecs
    .send(new UpdateContainerInstancesStateCommand({ containerInstances: ['x'], status: 'DRAINING' }))
    .catch(() => undefined);
  expect(words()).toContain(
    '+0.0s calls ecs.ListClusters ×4 (fault: ThrottlingException), ecs.UpdateContainerInstancesState (ClusterNotFoundException) by AKIATEST, over 4.0 s',
  );
});

it('keeps to one instance, and to what names it', async () => {
  const world = createWorld(test.aws, { cluster, instances: 2, services: [{ name: 'logs' }] });
  const [one = '', other = ''] = world.instanceIds;
  const containerInstances = [world.containerInstance(one).id];
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
  );
  await test.ecs.send(new ListClustersCommand({}));
  const text = await adminClient(test.aws.url).timeline({ instance: one });
  expect(text).toContain('ecs.UpdateContainerInstancesState by');
  expect(text).toContain(`${one}  container instance`);
  expect(text).not.toContain(other);
  expect(text).not.toContain('ListClusters');
});

it('has colours only where they are asked for', async () => {
  await drain();
  const escape = String.fromCharCode(27);
  expect(timeline(test.aws.record.entries)).not.toContain(escape);
  expect(timeline(test.aws.record.entries, { colours: true })).toContain(`${escape}[31m`);
});

it('says that there is nothing to tell', () => {
  expect(timeline([])).toBe('Nothing has happened yet.\n');
});
