import {
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  StopTaskCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { createWorld, type EventBridgeEvent, type World, type WorldSpec } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const isInstance = (event: EventBridgeEvent) =>
  event['detail-type'] === 'ECS Container Instance State Change';
const test = useTestAws();
let world: World;
let events: EventBridgeEvent[];

const build = (spec: Omit<WorldSpec, 'cluster'> = {}) => {
  world = createWorld(test.aws, { cluster, ...spec });
  events = [];
  test.aws.events.subscribe((event) => events.push(event));
};
const arn = () => world.containerInstance(first(world.instanceIds)).arn;
const taskArn = async (family: string) =>
  first((await test.ecs.send(new ListTasksCommand({ cluster, family }))).taskArns);
const told = () =>
  events.map((event) =>
    isInstance(event)
      ? 'instance'
      : `${String(event.detail.lastStatus)} wanted ${String(event.detail.desiredStatus)}`,
  );

it('tells each status of a task, and of the instance only that a stop was ordered', async () => {
  build({ standalone: [{ family: 'job', stopSeconds: 5 }] });
  await test.ecs.send(new StopTaskCommand({ cluster, task: await taskArn('job') }));
  expect(told()).toEqual([
    'RUNNING wanted STOPPED',
    'instance',
    'DEACTIVATING wanted STOPPED',
    'STOPPING wanted STOPPED',
  ]);
  test.clock.advanceBy(5_000);
  expect(told().slice(4)).toEqual(['DEPROVISIONING wanted STOPPED', 'STOPPED wanted STOPPED']);
});

it("the instance's event counts no task that was told to stop", async () => {
  build({ standalone: [{ family: 'job', stopSeconds: 5 }] });
  await test.ecs.send(new StopTaskCommand({ cluster, task: await taskArn('job') }));
  expect(first(events.filter(isInstance)).detail).toMatchObject({ runningTasksCount: 0 });
});

it('tells of the instance when a task that was wanted has stopped', () => {
  build({ standalone: [{ family: 'job', runSeconds: 60 }] });
  test.clock.advanceBy(60_000);
  expect(told()).toEqual([
    'RUNNING wanted STOPPED',
    'DEPROVISIONING wanted STOPPED',
    'STOPPED wanted STOPPED',
    'instance',
  ]);
});

it('has the shape that EventBridge delivers, with what Describe answers as its detail', async () => {
  build({ standalone: [{ family: 'job', stopSeconds: 5, startSeconds: 1 }] });
  test.clock.advanceBy(1_000);
  const task = await taskArn('job');
  const { tasks } = await test.ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
  const { taskDefinitionArn, version, startedAt } = first(tasks);
  expect(first(events.slice(-1))).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: '123456789012',
    time: '2026-01-01T00:00:01Z',
    region: 'eu-west-1',
    resources: [task],
    detail: expect.objectContaining({
      taskArn: task,
      taskDefinitionArn,
      clusterArn: expect.stringContaining('cluster/demo') as string,
      containerInstanceArn: arn(),
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      version,
      startedAt: startedAt?.toISOString(),
      updatedAt: '2026-01-01T00:00:01.000Z',
    }) as object,
  });
});

it('tells of an instance that is registered, disconnected, connected and deregistered, not of DRAINING', async () => {
  build();
  const started = createWorld(test.aws, { cluster: 'other' });
  expect(first(events.filter(isInstance))).toMatchObject({
    resources: [started.containerInstance(first(started.instanceIds)).arn],
    detail: { status: 'ACTIVE', agentConnected: true },
  });
  events.length = 0;
  const { hosts } = test.aws.ecs;
  const instance = hosts.on(first(world.instanceIds));
  hosts.disconnectAgent(instance);
  hosts.reconnectAgent(instance);
  const containerInstances = [arn()];
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
  );
  await test.ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance: arn() }));
  expect(events.map(({ detail }) => [detail.status, detail.agentConnected])).toEqual([
    ['ACTIVE', false],
    ['ACTIVE', true],
    ['INACTIVE', false],
  ]);
  const described = await test.ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances }),
  );
  const { version } = first(described.containerInstances);
  expect(version).toBe(events.at(-1)?.detail.version);
});

it('tells that a service cannot place a task, and that it is steady', async () => {
  build({ instances: 2, instanceCpu: 1024, services: [{ name: 'web', desiredCount: 2, cpu: 600 }] });
  const containerInstances = [arn()];
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
  );
  const other = world.containerInstance(world.instanceIds[1] ?? '').arn;
  expect(events).toMatchObject([
    {
      'detail-type': 'ECS Service Action',
      resources: [expect.stringContaining('service/demo/web')],
      detail: {
        eventType: 'ERROR',
        eventName: 'SERVICE_TASK_PLACEMENT_FAILURE',
        reason: 'RESOURCE:CPU',
        containerInstanceArns: [other],
        clusterArn: expect.stringContaining('cluster/demo') as string,
        createdAt: '2026-01-01T00:00:00.000Z',
      },
    },
  ]);
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'ACTIVE' }),
  );
  expect(events.at(-1)?.detail).toMatchObject({ eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' });
});
