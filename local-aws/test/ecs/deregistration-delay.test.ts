import {
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { createWorld } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();

const statusAfter = async (task: string | undefined, ms: number) => {
  test.clock.advanceBy(ms);
  const described = await test.ecs.send(new DescribeTasksCommand({ cluster, tasks: [task ?? ''] }));
  return first(described.tasks).lastStatus;
};
const stopTaskOf = async (serviceName: string) => {
  const listed = await test.ecs.send(new ListTasksCommand({ cluster, serviceName }));
  const task = first(listed.taskArns);
  await test.ecs.send(new StopTaskCommand({ cluster, task }));
  return task;
};

it('a task in a target group is DEACTIVATING for its deregistration delay, then gets SIGTERM', async () => {
  createWorld(test.aws, {
    cluster,
    services: [{ name: 'web', desiredCount: 1, stopSeconds: 5, deregistrationDelaySeconds: 60 }],
  });
  const { services } = await test.ecs.send(new DescribeServicesCommand({ cluster, services: ['web'] }));
  expect(first(first(services).loadBalancers).targetGroupArn).toContain('targetgroup/web');
  const task = await stopTaskOf('web');
  expect(await statusAfter(task, 59_999)).toBe('DEACTIVATING');
  expect(await statusAfter(task, 1)).toBe('STOPPING');
  expect(await statusAfter(task, 4_999)).toBe('STOPPING');
  expect(await statusAfter(task, 1)).toBe('STOPPED');
});

it('the delay is five minutes, as a target group has it, unless its container says otherwise', async () => {
  createWorld(test.aws, { cluster, standalone: [{ family: 'web' }] });
  await test.ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      loadBalancers: [{ targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1' }],
    }),
  );
  const task = await stopTaskOf('web');
  expect(await statusAfter(task, 299_999)).toBe('DEACTIVATING');
  expect(await statusAfter(task, 1)).toBe('STOPPED');
});
