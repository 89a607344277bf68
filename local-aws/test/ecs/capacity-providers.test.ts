import {
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeLifecycleHooksCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateCapacityProviderCommand,
  CreateServiceCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  StopTaskCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;
beforeEach(() => {
  world = createWorld(test.aws, { cluster, standalone: [{ family: 'job', runSeconds: 7_200 }] });
});

const create = async (managedDraining: 'ENABLED' | 'DISABLED', autoScalingGroupArn?: string) => {
  const groups = await test.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  const arn = autoScalingGroupArn ?? first(groups.AutoScalingGroups).AutoScalingGroupARN;
  return test.ecs.send(
    new CreateCapacityProviderCommand({
      name: 'workers',
      autoScalingGroupProvider: { autoScalingGroupArn: arn, managedDraining },
    }),
  );
};
const hooks = async () =>
  (await test.autoScaling.send(new DescribeLifecycleHooksCommand({ AutoScalingGroupName: world.group })))
    .LifecycleHooks;
const lifecycleState = async () => {
  const InstanceIds = [first(world.instanceIds)];
  const { AutoScalingInstances } = await test.autoScaling.send(
    new DescribeAutoScalingInstancesCommand({ InstanceIds }),
  );
  return AutoScalingInstances?.[0]?.LifecycleState;
};
const terminate = () =>
  test.autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({
      InstanceId: first(world.instanceIds),
      ShouldDecrementDesiredCapacity: true,
    }),
  );

it('leads from a cluster to its groups', async () => {
  const { capacityProvider } = await create('DISABLED');
  expect(await hooks()).toEqual([]);
  await test.ecs.send(
    new PutClusterCapacityProvidersCommand({
      cluster,
      capacityProviders: ['workers'],
      defaultCapacityProviderStrategy: [],
    }),
  );
  const { clusters } = await test.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
  expect(first(clusters).capacityProviders).toEqual(['workers']);
  const described = await test.ecs.send(
    new DescribeCapacityProvidersCommand({ capacityProviders: ['workers', 'none'] }),
  );
  expect(described).toMatchObject({
    capacityProviders: [capacityProvider],
    failures: [{ arn: 'none', reason: 'MISSING' }],
  });
  expect((await refusal(create('DISABLED'))).message).toContain('already exists');
});

it('refuses a group or a provider that is not there', async () => {
  expect((await refusal(create('ENABLED', 'arn:aws:autoscaling:eu-west-1:1:x'))).name).toBe(
    'ClientException',
  );
  const put = new PutClusterCapacityProvidersCommand({
    cluster,
    capacityProviders: ['nowhere'],
    defaultCapacityProviderStrategy: [],
  });
  expect((await refusal(test.ecs.send(put))).name).toBe('InvalidParameterException');
});

it('managed draining puts its hook on the group', async () => {
  await create('ENABLED');
  expect(await hooks()).toMatchObject([
    {
      LifecycleHookName: 'ecs-managed-draining-termination-hook',
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      HeartbeatTimeout: 3_600,
      DefaultResult: 'CONTINUE',
    },
  ]);
});

it('managed draining sets DRAINING, outlasts its hook, and completes it when no task is left', async () => {
  await create('ENABLED');
  await terminate();
  expect(test.aws.ecs.hosts.on(first(world.instanceIds)).status).toBe('DRAINING');
  test.clock.advanceBy(7_190_000);
  expect(await lifecycleState()).toBe('Terminating:Wait');
  test.clock.advanceBy(30_000);
  expect(await lifecycleState()).toBeUndefined();
  const completed = test.aws.record.entries.flatMap((e) =>
    e.kind === 'lifecycle-action' && e.change.what === 'completed' ? e.change.by : [],
  );
  expect(completed).toEqual(['ecs.amazonaws.com']);
});

it('managed draining sets DRAINING once: ACTIVE that somebody sets afterwards stays', async () => {
  await create('ENABLED');
  await terminate();
  const instance = test.aws.ecs.hosts.on(first(world.instanceIds));
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({
      cluster,
      containerInstances: [instance.arn],
      status: 'ACTIVE',
    }),
  );
  test.clock.advanceBy(60_000);
  expect(instance.status).toBe('ACTIVE');
  expect(await lifecycleState()).toBe('Terminating:Wait');
});

it('managed draining waits for daemon tasks too', async () => {
  await test.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'logs',
      containerDefinitions: [
        { name: 'main', image: 'x', environment: [{ name: 'LOCAL_AWS_STOP_SECONDS', value: '30' }] },
      ],
    }),
  );
  await test.ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: 'logs',
      taskDefinition: 'logs',
      schedulingStrategy: 'DAEMON',
    }),
  );
  const { taskArns } = await test.ecs.send(new ListTasksCommand({ cluster, family: 'job' }));
  await create('ENABLED');
  await terminate();
  await test.ecs.send(new StopTaskCommand({ cluster, task: first(taskArns) }));
  test.clock.advanceBy(29_000);
  expect(await lifecycleState()).toBe('Terminating:Wait');
  test.clock.advanceBy(11_000);
  expect(await lifecycleState()).toBeUndefined();
  expect(test.aws.record.entries.filter((e) => e.kind === 'container-ended').map(({ how }) => how)).toEqual([
    'sigterm',
    'sigterm',
  ]);
});
