import { TerminateInstanceInAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { audit, createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;
let InstanceId: string;
beforeEach(() => {
  world = createWorld(test.aws, { cluster, standalone: [{ family: 'job' }] });
  InstanceId = first(world.instanceIds);
});

const terminate = () =>
  test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity: true }),
  );
const cutShort = () => audit(test.aws.record.entries).filter(({ promise }) => promise === 'cut-short');

it('its container instance leaves, its tasks are STOPPED, and what still ran is recorded as cut short', async () => {
  const { taskArns: tasks } = await test.ecs.send(new ListTasksCommand({ cluster }));
  await terminate();
  const listed = await test.ecs.send(new ListContainerInstancesCommand({ cluster }));
  expect(listed.containerInstanceArns).toEqual([]);
  const described = await test.ecs.send(new DescribeTasksCommand({ cluster, tasks }));
  expect(first(described.tasks)).toMatchObject({ lastStatus: 'STOPPED', stopCode: 'TerminationNotice' });
  const ended = test.aws.record.entries.find((e) => e.kind === 'container-ended');
  expect(ended).toMatchObject({ how: 'cut-short', ec2InstanceId: InstanceId });
  expect(cutShort()).toHaveLength(1);
});

it('deregistration is refused while tasks run, and by force it does not hide what is cut short later', async () => {
  const containerInstance = world.containerInstance(InstanceId).arn;
  const deregister = (force: boolean) =>
    test.ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance, force }));
  expect((await refusal(deregister(false))).message).toBe('Found running tasks on the instance.');
  await deregister(true);
  const containerInstances = [containerInstance];
  const { containerInstances: described } = await test.ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances }),
  );
  expect(first(described)).toMatchObject({ status: 'INACTIVE', agentConnected: false });
  expect(cutShort()).toHaveLength(0);
  await terminate();
  expect(cutShort()).toHaveLength(1);
});
