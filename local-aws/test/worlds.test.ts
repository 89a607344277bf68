import { DescribeAutoScalingInstancesCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateClusterCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListContainerInstancesCommand,
} from '@aws-sdk/client-ecs';
import { adminClient, createWorld, Refused, type WorldSpec } from '../src/index';
import { digest } from './support/digest';
import { refusal } from './support/errors';
import { first, useTestAws } from './support/aws';

const test = useTestAws();
beforeEach(() => {
  createWorld(test.aws, {
    cluster: 'demo',
    instances: 2,
    instanceCpu: 1024,
    services: [{ name: 'web', desiredCount: 2, cpu: 256 }],
  });
});

const refused = (spec: WorldSpec): Refused => {
  try {
    createWorld(test.aws, spec);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('The world was built.');
};

it.each<[string, WorldSpec, string]>([
  ['a group that is there', { cluster: 'demo' }, 'cluster'],
  ['a group that is there, by its name', { cluster: 'new', group: 'demo' }, 'group'],
  [
    'a service that is there',
    { cluster: 'demo', group: 'more', services: [{ name: 'web' }] },
    'services.0.name',
  ],
  [
    'two services of one name',
    { cluster: 'new', services: [{ name: 'a' }, { name: 'b' }, { name: 'a', desiredCount: 1 }] },
    'services.2.name',
  ],
  ['two hooks of one name', { cluster: 'new', hooks: [{ name: 'a' }, { name: 'a' }] }, 'hooks.1.name'],
  ['fewer instances at most than there are', { cluster: 'new', instances: 3, maxSize: 2 }, 'maxSize'],
  ['a name that is none', { cluster: 'new', services: [{ name: 'no name' }] }, 'services.0.name'],
  [
    'a stop timeout in parts of seconds',
    { cluster: 'new', selfStarted: { a: { stopTimeoutSeconds: 0.5 } } },
    'selfStarted.a.stopTimeoutSeconds',
  ],
  [
    'a standalone task without room',
    {
      cluster: 'new',
      instances: 2,
      instanceCpu: 1024,
      selfStarted: { agent: { cpu: 24 } },
      standalone: [
        { family: 'fits', cpu: 500, count: 4 },
        { family: 'one-too-many', cpu: 1 },
      ],
    },
    'standalone.1',
  ],
  [
    'a standalone task without an instance',
    { cluster: 'new', joinCluster: false, standalone: [{ family: 'a' }] },
    'standalone.0',
  ],
  [
    'a standalone task before any instance is there',
    { cluster: 'new', bootSeconds: 60, standalone: [{ family: 'a' }] },
    'standalone.0',
  ],
  [
    'room that services want too',
    { cluster: 'demo', group: 'more', standalone: [{ family: 'a', cpu: 1 }] },
    'standalone',
  ],
])('a world with %s is refused by that member, and nothing of it is built', (_, spec, at) => {
  const before = digest(test.aws);
  const entries = test.aws.record.entries.length;
  const more = { services: [{ name: 'x' }], hooks: [{ name: 'h', notify: 'arn:f' }] };
  expect(refused({ ...more, ...spec }).problems).toMatchObject([{ at }]);
  expect(digest(test.aws)).toEqual(before);
  expect(test.aws.record.entries).toHaveLength(entries);
});

it('a world whose tasks just fit is built', () => {
  const standalone = [{ family: 'fits', cpu: 500, count: 4 }];
  const selfStarted = { agent: { cpu: 24 } };
  createWorld(test.aws, { cluster: 'new', instances: 2, instanceCpu: 1024, selfStarted, standalone });
  const tasks = [...(test.aws.ecs.state.clusters.get('new')?.tasks.values() ?? [])];
  expect(tasks.map(({ lastStatus }) => lastStatus)).toEqual(Array.from({ length: 6 }, () => 'RUNNING'));
});

it('a cluster gets another group, and a world its own cluster', async () => {
  await test.ecs.send(new CreateClusterCommand({ clusterName: 'made' }));
  createWorld(test.aws, { cluster: 'made' });
  createWorld(test.aws, { cluster: 'demo', group: 'more', services: [{ name: 'logs' }] });
  const { services } = await test.ecs.send(
    new DescribeServicesCommand({ cluster: 'demo', services: ['web', 'logs'] }),
  );
  expect(services).toMatchObject([{ runningCount: 2 }, { runningCount: 3, schedulingStrategy: 'DAEMON' }]);
});

it('instances that join no cluster stand beside those that do', async () => {
  const { instanceIds } = createWorld(test.aws, { cluster: 'demo', group: 'strangers', joinCluster: false });
  const listed = await test.ecs.send(new ListContainerInstancesCommand({ cluster: 'demo' }));
  expect(listed.containerInstanceArns).toHaveLength(2);
  const InstanceIds = [...instanceIds];
  const described = await test.autoScaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds }));
  expect(described.AutoScalingInstances).toMatchObject([
    { AutoScalingGroupName: 'strangers', LifecycleState: 'InService' },
  ]);
});

it('says over HTTP what it takes, and where it does not', async () => {
  const admin = adminClient(test.aws.url);
  await admin.createWorld({
    cluster: 'http',
    services: [{ name: 'web', desiredCount: 1, deregistrationDelaySeconds: 20, stopTimeoutSeconds: 7 }],
  });
  const { services } = await test.ecs.send(
    new DescribeServicesCommand({ cluster: 'http', services: ['web'] }),
  );
  expect(first(first(services).loadBalancers).targetGroupArn).toContain('targetgroup/web');
  const { taskDefinition } = await test.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: first(services).taskDefinition }),
  );
  const container = first(taskDefinition?.containerDefinitions);
  expect(container.stopTimeout).toBe(7);
  expect(container.environment).toContainEqual({
    name: 'LOCAL_AWS_DEREGISTRATION_DELAY_SECONDS',
    value: '20',
  });
  expect(await refusal(admin.createWorld({ cluster: 'http' }))).toMatchObject({
    name: 'AdminError',
    message: 'The request does not fit what is there. cluster: There is a group http already.',
  });
  const twice = { cluster: 'x', services: [{ name: 'a' }, { name: 'a' }] };
  expect((await refusal(admin.createWorld(twice))).message).toContain('services.1.name: a is there twice.');
});
