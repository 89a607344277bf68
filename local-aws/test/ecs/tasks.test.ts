import {
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
  StartTaskCommand,
  StopTaskCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws({ throttling: false });
let world: World;
let containerInstance: string;
beforeEach(() => {
  world = createWorld(test.aws, { cluster, instances: 1, instanceCpu: 2048, selfStarted: { agent: {} } });
  containerInstance = world.containerInstance(first(world.instanceIds)).arn;
});

const list = async (input: object = {}) =>
  (await test.ecs.send(new ListTasksCommand({ cluster, ...input }))).taskArns ?? [];
const task = async (arn: string) =>
  first((await test.ecs.send(new DescribeTasksCommand({ cluster, tasks: [arn] }))).tasks);
const register = (family: string, definition: object = {}) =>
  test.ecs.send(
    new RegisterTaskDefinitionCommand({
      family,
      containerDefinitions: [{ name: 'main', image: 'x', ...definition }],
    }),
  );
const run = async (family: string, input: object = {}) =>
  test.ecs.send(new RunTaskCommand({ cluster, taskDefinition: family, ...input }));
const environment = (variables: Record<string, string>) => ({
  environment: Object.entries(variables).map(([name, value]) => ({ name, value })),
});

it('lists tasks that are desired RUNNING unless told otherwise, so a stopping task disappears', async () => {
  await register('slow', environment({ LOCAL_AWS_STOP_SECONDS: '20' }));
  const arn = first((await run('slow')).tasks).taskArn ?? '';
  expect(await list({ family: 'slow' })).toEqual([arn]);
  await test.ecs.send(new StopTaskCommand({ cluster, task: arn, reason: 'because' }));
  expect(await list({ family: 'slow' })).toEqual([]);
  expect(await list({ family: 'slow', desiredStatus: 'PENDING' })).toEqual([]);
  expect(await list({ family: 'slow', desiredStatus: 'STOPPED' })).toEqual([arn]);
  expect(await task(arn)).toMatchObject({
    lastStatus: 'STOPPING',
    desiredStatus: 'STOPPED',
    stopCode: 'UserInitiated',
    stoppedReason: 'because',
  });
});

it('lists tasks of a container instance by ARN or id', async () => {
  const id = containerInstance.slice(containerInstance.lastIndexOf('/') + 1);
  expect(await list({ containerInstance })).toHaveLength(1);
  expect(await list({ containerInstance: id })).toHaveLength(1);
});

it('lists more than 100 tasks in pages', async () => {
  await register('many');
  for (let n = 0; n < 12; n += 1) await run('many', { count: 10 });
  const page = await test.ecs.send(new ListTasksCommand({ cluster, family: 'many' }));
  expect(page.taskArns).toHaveLength(100);
  expect(await list({ family: 'many', nextToken: page.nextToken })).toHaveLength(20);
});

it('describes at most 100 at once, never an empty list, and says MISSING of what it does not know', async () => {
  const describe_ = (tasks: string[]) => test.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
  const ids = Array.from({ length: 101 }, (_, n) => n.toString(16).padStart(32, '0'));
  expect((await describe_(ids.slice(1))).failures).toHaveLength(100);
  expect((await refusal(describe_(ids))).name).toBe('InvalidParameterException');
  expect((await refusal(describe_([]))).name).toBe('InvalidParameterException');
});

it('takes startedBy as the only filter', async () => {
  const startedBy = world.containerInstance(first(world.instanceIds)).id;
  expect(await list({ startedBy })).toHaveLength(1);
  expect((await refusal(list({ startedBy, containerInstance }))).name).toBe('InvalidParameterException');
});

it('answers a task without startedBy without the member', async () => {
  await register('plain');
  const { tasks } = await run('plain');
  expect(first(tasks)).not.toHaveProperty('startedBy');
  expect(first(tasks).group).toBe('family:plain');
});

it.each([
  ['ends on SIGTERM', { LOCAL_AWS_STOP_SECONDS: '4.5' }, 10, 4_500, 'sigterm', 143],
  [
    'is killed when it needs longer than its stop timeout',
    { LOCAL_AWS_STOP_SECONDS: '60' },
    10,
    10_000,
    'sigkill',
    137,
  ],
  ['is killed when it ignores SIGTERM', { LOCAL_AWS_IGNORE_SIGTERM: '1' }, 10, 10_000, 'sigkill', 137],
  [
    'is killed after 30 s without a stop timeout',
    { LOCAL_AWS_IGNORE_SIGTERM: '1' },
    undefined,
    30_000,
    'sigkill',
    137,
  ],
])('a container %s', async (_, variables, stopTimeout, endsAfterMs, how, exitCode) => {
  await register('container', { ...environment(variables), stopTimeout });
  const arn = first((await run('container')).tasks).taskArn ?? '';
  await test.ecs.send(new StopTaskCommand({ cluster, task: arn }));
  test.clock.advanceBy(endsAfterMs - 1);
  expect((await task(arn)).lastStatus).toBe('STOPPING');
  test.clock.advanceBy(1);
  expect(await task(arn)).toMatchObject({ lastStatus: 'STOPPED', containers: [{ exitCode }] });
  expect(test.aws.record.entries.find((e) => e.kind === 'container-ended')).toMatchObject({ how });
});

it('ends with its essential containers, not with the others', async () => {
  const container = (name: string, essential: boolean, variables: Record<string, string>) => ({
    name,
    image: 'x',
    essential,
    ...environment(variables),
  });
  await test.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'three',
      containerDefinitions: [
        container('init', false, { LOCAL_AWS_RUN_SECONDS: '1' }),
        container('app', true, { LOCAL_AWS_RUN_SECONDS: '5' }),
        container('log', false, { LOCAL_AWS_STOP_SECONDS: '3' }),
      ],
    }),
  );
  const arn = first((await run('three')).tasks).taskArn ?? '';
  test.clock.advanceBy(4_000);
  expect((await task(arn)).lastStatus).toBe('RUNNING');
  test.clock.advanceBy(1_000);
  expect(await task(arn)).toMatchObject({ lastStatus: 'STOPPING', stopCode: 'EssentialContainerExited' });
  test.clock.advanceBy(3_000);
  expect(await task(arn)).toMatchObject({
    lastStatus: 'STOPPED',
    containers: [{ exitCode: 0 }, { exitCode: 0 }, { exitCode: 143 }],
  });
});

it('goes through every status, each recorded once', async () => {
  await register('brief', environment({ LOCAL_AWS_START_SECONDS: '3', LOCAL_AWS_RUN_SECONDS: '5' }));
  const arn = first((await run('brief')).tasks).taskArn ?? '';
  expect((await task(arn)).lastStatus).toBe('PENDING');
  test.clock.advanceBy(3_000);
  expect((await task(arn)).lastStatus).toBe('RUNNING');
  test.clock.advanceBy(5_000);
  expect(await task(arn)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' });
  const statuses = test.aws.record.entries.flatMap((e) =>
    e.kind === 'task' && e.taskArn === arn ? e.lastStatus : [],
  );
  expect([...new Set(statuses)]).toEqual([
    'PROVISIONING',
    'PENDING',
    'ACTIVATING',
    'RUNNING',
    'DEPROVISIONING',
    'STOPPED',
  ]);
});

it('forgets a STOPPED task after an hour', async () => {
  await register('brief', environment({ LOCAL_AWS_RUN_SECONDS: '1' }));
  const arn = first((await run('brief')).tasks).taskArn ?? '';
  test.clock.advanceBy(3_600_999);
  expect((await task(arn)).lastStatus).toBe('STOPPED');
  test.clock.advanceBy(1);
  const described = await test.ecs.send(new DescribeTasksCommand({ cluster, tasks: [arn] }));
  expect(described.failures).toEqual([{ arn, reason: 'MISSING' }]);
  expect(await list({ desiredStatus: 'STOPPED' })).toEqual([]);
});

it('refuses what has no room, and starts nothing on a DRAINING instance', async () => {
  await register('big', { cpu: 1500 });
  expect((await run('big', { count: 2 })).failures).toEqual([
    { arn: containerInstance, reason: 'RESOURCE:CPU' },
  ]);
  const update = { cluster, containerInstances: [containerInstance], status: 'DRAINING' as const };
  await test.ecs.send(new UpdateContainerInstancesStateCommand(update));
  const started = await test.ecs.send(
    new StartTaskCommand({ cluster, taskDefinition: 'agent', containerInstances: [containerInstance] }),
  );
  expect(started.failures).toEqual([{ arn: containerInstance, reason: 'INACTIVE' }]);
  expect((await refusal(run('big'))).message).toMatch(/^No Container Instances/);
});

it('refuses to stop a task that it does not know', async () => {
  const stop = test.ecs.send(new StopTaskCommand({ cluster, task: '0'.repeat(32) }));
  expect(await refusal(stop)).toMatchObject({
    name: 'InvalidParameterException',
    message: 'The referenced task was not found.',
  });
});

it('describes a task definition as it was registered, and shows no stop timeout that it does not name', async () => {
  await register('plain', { memory: 64 });
  await register('plain', { stopTimeout: 5, environment: [{ name: 'A', value: 'b' }] });
  const definition = async (taskDefinition: string) =>
    (await test.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;
  const old = await definition('plain:1');
  expect(old?.containerDefinitions).toMatchObject([{ name: 'main', memory: 64, essential: true }]);
  expect(first(old?.containerDefinitions).stopTimeout).toBeUndefined();
  expect(await definition('plain')).toMatchObject({
    revision: 2,
    containerDefinitions: [{ stopTimeout: 5, environment: [{ name: 'A', value: 'b' }] }],
  });
  expect((await refusal(definition('nowhere'))).name).toBe('ClientException');
});

it('refuses a behaviour that it does not understand', async () => {
  const bad = register('bad', environment({ LOCAL_AWS_RUN_SECONDS: 'soon' }));
  expect((await refusal(bad)).message).toContain('LOCAL_AWS_RUN_SECONDS');
});

it('holds its share of the instance until it is STOPPED', async () => {
  await register('big', { cpu: 1500, ...environment({ LOCAL_AWS_STOP_SECONDS: '20' }) });
  const arn = first((await run('big')).tasks).taskArn ?? '';
  await test.ecs.send(new StopTaskCommand({ cluster, task: arn }));
  test.clock.advanceBy(19_999);
  expect((await run('big')).failures).toMatchObject([{ reason: 'RESOURCE:CPU' }]);
  test.clock.advanceBy(1);
  expect((await run('big')).tasks).toHaveLength(1);
});

it.each([
  [
    'in its stop timeout',
    'sigterm',
    async (arn: string) => {
      await test.ecs.send(new StopTaskCommand({ cluster, task: arn }));
    },
  ],
  ['that nobody stopped', 'by-itself', () => Promise.resolve()],
] as const)('a container %s ends when whoever plays its process says so', async (_, how, before) => {
  await register('played', { ...environment({ LOCAL_AWS_IGNORE_SIGTERM: '1' }), stopTimeout: 30 });
  const arn = first((await run('played')).tasks).taskArn ?? '';
  await before(arn);
  const played = first(
    [...(test.aws.ecs.state.clusters.get(cluster)?.tasks.values() ?? [])].filter((one) => one.arn === arn),
  );
  test.aws.ecs.life.exited(played, 0);
  test.aws.ecs.life.exited(played, 0);
  expect(test.aws.record.entries.filter((entry) => entry.kind === 'container-ended')).toMatchObject([
    { taskArn: arn, how },
  ]);
  expect(await task(arn)).toMatchObject({ lastStatus: 'STOPPED', containers: [{ exitCode: 0 }] });
});
