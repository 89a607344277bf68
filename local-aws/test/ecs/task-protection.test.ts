import {
  GetTaskProtectionCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
  UpdateServiceCommand,
  UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs';
import { createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;
beforeEach(() => {
  const bounds = { minimumHealthyPercent: 0, maximumPercent: 100 };
  world = createWorld(test.aws, {
    cluster,
    instances: 2,
    services: [{ name: 'web', desiredCount: 2, ...bounds }],
    standalone: [{ family: 'job' }],
  });
});

const tasksOf = async (filter: object) =>
  (await test.ecs.send(new ListTasksCommand({ cluster, ...filter }))).taskArns ?? [];
const protect = (tasks: string[], input: object = {}) =>
  test.ecs.send(new UpdateTaskProtectionCommand({ cluster, tasks, protectionEnabled: true, ...input }));
const protection = async (tasks: string[]) =>
  (await test.ecs.send(new GetTaskProtectionCommand({ cluster, tasks }))).protectedTasks;

it('lasts as long as it was told to, two hours by default', async () => {
  const tasks = await tasksOf({ serviceName: 'web' });
  const inMinutes = (minutes: number) => new Date(test.clock.now() + minutes * 60_000);
  expect(first((await protect(tasks)).protectedTasks)).toEqual({
    taskArn: first(tasks),
    protectionEnabled: true,
    expirationDate: inMinutes(120),
  });
  await protect(tasks, { expiresInMinutes: 2_880 });
  test.clock.advanceBy(2_880 * 60_000 - 1);
  expect(first(await protection(tasks)).protectionEnabled).toBe(true);
  test.clock.advanceBy(1);
  expect(first(await protection(tasks))).toEqual({ taskArn: first(tasks), protectionEnabled: false });
  await protect(tasks);
  await protect(tasks, { protectionEnabled: false });
  expect(first(await protection(tasks)).protectionEnabled).toBe(false);
});

it.each([0, 2_881])('refuses %i minutes', async (expiresInMinutes) => {
  const tasks = await tasksOf({ serviceName: 'web' });
  expect((await refusal(protect(tasks, { expiresInMinutes }))).name).toBe('InvalidParameterException');
});

it('is for tasks of services, ten at a time', async () => {
  const [job = ''] = await tasksOf({ family: 'job' });
  expect((await protect([job])).failures).toEqual([{ arn: job, reason: 'TASK_NOT_VALID' }]);
  expect((await protect(['0'.repeat(32)])).failures).toMatchObject([{ reason: 'MISSING' }]);
  expect((await refusal(protect(Array<string>(11).fill(job)))).name).toBe('InvalidParameterException');
});

it('keeps a task when its service has too many', async () => {
  const [kept = '', other = ''] = (await tasksOf({ serviceName: 'web' })).reverse();
  await protect([kept]);
  await test.ecs.send(new UpdateServiceCommand({ cluster, service: 'web', desiredCount: 0 }));
  expect(await tasksOf({ serviceName: 'web' })).toEqual([kept]);
  expect(await tasksOf({ serviceName: 'web', desiredStatus: 'STOPPED' })).toEqual([other]);
});

it('does not keep a task on a DRAINING instance', async () => {
  const containerInstance = world.containerInstance(first(world.instanceIds)).arn;
  const filter = { serviceName: 'web', containerInstance };
  await protect(await tasksOf(filter));
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({
      cluster,
      containerInstances: [containerInstance],
      status: 'DRAINING',
    }),
  );
  expect(await tasksOf(filter)).toEqual([]);
});
