import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServicesCommand,
  ListTasksCommand,
  UpdateContainerInstancesStateCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { createWorld, type World, type WorldSpec } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;

const build = (spec: Omit<WorldSpec, 'cluster'>) => {
  world = createWorld(test.aws, { cluster, ...spec });
};
const service = async () =>
  first((await test.ecs.send(new DescribeServicesCommand({ cluster, services: ['web'] }))).services);
const messages = async () => (await service()).events?.map(({ message }) => message ?? '') ?? [];
const update = (input: object) =>
  test.ecs.send(new UpdateServiceCommand({ cluster, service: 'web', ...input }));
const remove = (force?: boolean) =>
  test.ecs.send(new DeleteServiceCommand({ cluster, service: 'web', force }));
const drainFirst = () =>
  test.ecs.send(
    new UpdateContainerInstancesStateCommand({
      cluster,
      containerInstances: [world.containerInstance(first(world.instanceIds)).arn],
      status: 'DRAINING',
    }),
  );

it('says when it has reached a steady state, once until something changes', async () => {
  build({ services: [{ name: 'web', desiredCount: 1, startSeconds: 10 }] });
  expect(await messages()).toEqual([expect.stringMatching(/^\(service web\) has started 1 tasks: \(task /)]);
  test.clock.advanceBy(10_000);
  expect((await messages())[0]).toBe('(service web) has reached a steady state.');
  await update({ desiredCount: 1 });
  expect(await messages()).toHaveLength(2);
});

it('says why it cannot place a task, and says it again after six hours', async () => {
  build({ instances: 2, instanceCpu: 1024, services: [{ name: 'web', desiredCount: 2, cpu: 600 }] });
  await drainFirst();
  const told = async () =>
    (await messages()).filter((message) => message.includes('was unable to place a task'));
  expect(await told()).toEqual([
    expect.stringMatching(
      /^\(service web\) was unable to place a task because no container instance met all of its requirements\. The closest matching \(container-instance [0-9a-f]{32}\) has insufficient CPU units available\.$/,
    ),
  ]);
  await update({ desiredCount: 2 });
  expect(await told()).toHaveLength(1);
  test.clock.advanceBy(6 * 3_600_000);
  await update({ desiredCount: 2 });
  expect(await told()).toHaveLength(2);
});

it('says that there is no instance at all', async () => {
  build({ instances: 0, services: [{ name: 'web', desiredCount: 1 }] });
  expect((await messages())[0]).toContain('Reason: No Container Instances were found in your cluster.');
});

it('moves once its deployment configuration lets it', async () => {
  const bounds = { minimumHealthyPercent: 100, maximumPercent: 100 };
  build({ instances: 2, services: [{ name: 'web', desiredCount: 2, ...bounds }] });
  await drainFirst();
  const containerInstance = world.containerInstance(first(world.instanceIds)).arn;
  const left = async () =>
    (await test.ecs.send(new ListTasksCommand({ cluster, containerInstance }))).taskArns?.length;
  expect(await left()).toBe(1);
  await update({ deploymentConfiguration: { maximumPercent: 150 } });
  expect((await service()).deploymentConfiguration).toMatchObject({
    minimumHealthyPercent: 100,
    maximumPercent: 150,
  });
  expect(await left()).toBe(0);
});

it('is not deleted while it wants tasks, unless by force', async () => {
  build({ services: [{ name: 'web', desiredCount: 1, stopSeconds: 5 }] });
  expect(await refusal(remove())).toMatchObject({
    name: 'InvalidParameterException',
    message: 'The service cannot be stopped while it is scaled above 0.',
  });
  expect((await remove(true)).service).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
  const again = new CreateServiceCommand({ cluster, serviceName: 'web', taskDefinition: 'web' });
  expect((await refusal(test.ecs.send(again))).message).toContain('still Draining');
  test.clock.advanceBy(5_000);
  expect(await service()).toMatchObject({ status: 'INACTIVE', runningCount: 0 });
  expect((await refusal(update({ desiredCount: 1 }))).name).toBe('ServiceNotActiveException');
  expect((await test.ecs.send(again)).service).toMatchObject({ status: 'ACTIVE' });
});
