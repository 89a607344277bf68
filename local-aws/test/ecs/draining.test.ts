import {
  CreateServiceCommand,
  DescribeServicesCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { TaskRecord } from '../../src/index';
import { createWorld, type ServiceSpec, type World, type WorldSpec } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;

const build = (spec: Omit<WorldSpec, 'cluster'>) => {
  world = createWorld(test.aws, { cluster, instances: 2, ...spec });
};
const web = (spec: Partial<ServiceSpec> = {}): ServiceSpec => ({ name: 'web', desiredCount: 2, ...spec });
const drainFirst = () =>
  test.ecs.send(
    new UpdateContainerInstancesStateCommand({
      cluster,
      containerInstances: [world.containerInstance(first(world.instanceIds)).arn],
      status: 'DRAINING',
    }),
  );
/** Tasks by the index of their instance: the state after the last entry of each. */
const tasks = (role: TaskRecord['role']): string[] => {
  const last = new Map<string, string>();
  for (const e of test.aws.record.entries) {
    if (e.kind === 'task' && e.role === role) {
      last.set(e.taskArn, `${world.instanceIds.indexOf(e.ec2InstanceId)} ${e.lastStatus}`);
    }
  }
  return [...last.values()].sort();
};

it('replaces replicas elsewhere before it stops them, where the minimum is 100 %', async () => {
  build({ services: [web({ startSeconds: 10 })] });
  test.clock.advanceBy(10_000);
  expect(tasks('replica')).toEqual(['0 RUNNING', '1 RUNNING']);
  await drainFirst();
  expect(tasks('replica')).toEqual(['0 RUNNING', '1 PENDING', '1 RUNNING']);
  test.clock.advanceBy(10_000);
  expect(tasks('replica')).toEqual(['0 STOPPED', '1 RUNNING', '1 RUNNING']);
});

it('stops replicas first, where the minimum allows it', async () => {
  build({ services: [web({ minimumHealthyPercent: 50, maximumPercent: 100, stopSeconds: 5 })] });
  await drainFirst();
  expect(tasks('replica')).toEqual(['0 STOPPING', '1 RUNNING', '1 RUNNING']);
});

it('never moves a service of 100/100', async () => {
  build({ services: [web({ minimumHealthyPercent: 100, maximumPercent: 100 })] });
  await drainFirst();
  test.clock.advanceBy(3_600_000);
  expect(tasks('replica')).toEqual(['0 RUNNING', '1 RUNNING']);
});

it('never moves a service without spare capacity, and says so in its events', async () => {
  build({ services: [web({ cpu: 600 })], instanceCpu: 1024 });
  await drainFirst();
  test.clock.advanceBy(3_600_000);
  expect(tasks('replica')).toEqual(['0 RUNNING', '1 RUNNING']);
  const { services } = await test.ecs.send(new DescribeServicesCommand({ cluster, services: ['web'] }));
  expect(first(first(services).events).message).toContain('was unable to place a task');
});

it('stops PENDING service tasks at once', async () => {
  build({ services: [web({ startSeconds: 60 })] });
  await drainFirst();
  expect(tasks('replica')).toEqual(['0 STOPPED', '1 PENDING', '1 PENDING']);
  test.clock.advanceBy(60_000);
  expect(tasks('replica')).toEqual(['0 STOPPED', '1 RUNNING', '1 RUNNING']);
});

it('leaves standalone and self-started tasks alone', async () => {
  build({ instances: 1, standalone: [{ family: 'job' }], selfStarted: { agent: {} } });
  await drainFirst();
  test.clock.advanceBy(3_600_000);
  expect(tasks('standalone')).toEqual(['0 RUNNING']);
  expect(tasks('self-started')).toEqual(['0 RUNNING']);
});

it('stops daemon tasks once no replica runs on the instance, without waiting for it to be STOPPED', async () => {
  build({ services: [web({ startSeconds: 10, stopSeconds: 20 }), { name: 'logs', stopSeconds: 1 }] });
  test.clock.advanceBy(10_000);
  await drainFirst();
  test.clock.advanceBy(9_999);
  expect(tasks('daemon')).toEqual(['0 RUNNING', '1 RUNNING']);
  test.clock.advanceBy(1);
  expect(tasks('replica')).toContain('0 STOPPING');
  expect(tasks('daemon')).toEqual(['0 STOPPING', '1 RUNNING']);
});

it('starts no daemon task on a DRAINING instance, and one again when it is ACTIVE', async () => {
  build({ instances: 1, services: [{ name: 'logs' }] });
  await drainFirst();
  expect(tasks('daemon')).toEqual(['0 STOPPED']);
  const containerInstances = [world.containerInstance(first(world.instanceIds)).arn];
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'ACTIVE' }),
  );
  expect(tasks('daemon')).toEqual(['0 RUNNING', '0 STOPPED']);
});

it('keeps a service at its desired count over the wire', async () => {
  build({ services: [web({ runSeconds: 30 })], selfStarted: { agent: {} } });
  await test.ecs.send(new UpdateServiceCommand({ cluster, service: 'web', desiredCount: 3 }));
  test.clock.advanceBy(31_000);
  const { services, failures } = await test.ecs.send(
    new DescribeServicesCommand({ cluster, services: ['web', 'x'] }),
  );
  expect(first(services)).toMatchObject({ desiredCount: 3, runningCount: 3, pendingCount: 0 });
  expect(failures).toMatchObject([{ reason: 'MISSING' }]);
  const listed = await test.ecs.send(new ListTasksCommand({ cluster, serviceName: 'web' }));
  expect(listed.taskArns).toHaveLength(3);
  expect((await refusal(test.ecs.send(new ListTasksCommand({ cluster, serviceName: 'x' })))).name).toBe(
    'ServiceNotFoundException',
  );
  const again = new CreateServiceCommand({
    cluster,
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
  });
  expect((await refusal(test.ecs.send(again))).name).toBe('InvalidParameterException');
});
