import { TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import {
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  RegisterContainerInstanceCommand,
  RunTaskCommand,
  StartTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { audit, createWorld, type World } from '../../src/index';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws();
let world: World;
let ec2InstanceId: string;
let arn: string;
beforeEach(() => {
  world = createWorld(test.aws, {
    cluster,
    standalone: [
      { family: 'job', stopSeconds: 5 },
      { family: 'brief', runSeconds: 60 },
    ],
  });
  ec2InstanceId = first(world.instanceIds);
  arn = world.containerInstance(ec2InstanceId).arn;
});

const hosts = () => test.aws.ecs.hosts;
const disconnect = () => hosts().disconnectAgent(hosts().on(ec2InstanceId));
const reconnect = () => hosts().reconnectAgent(hosts().on(ec2InstanceId));
const instance = async (of = arn) =>
  first(
    (await test.ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances: [of] })))
      .containerInstances,
  );
const task = async (family: string) => {
  const listed = [
    await test.ecs.send(new ListTasksCommand({ cluster, family })),
    await test.ecs.send(new ListTasksCommand({ cluster, family, desiredStatus: 'STOPPED' })),
  ];
  const tasks = listed.flatMap(({ taskArns }) => taskArns ?? []);
  return first((await test.ecs.send(new DescribeTasksCommand({ cluster, tasks }))).tasks);
};
const stop = async () => test.ecs.send(new StopTaskCommand({ cluster, task: (await task('job')).taskArn }));
const ended = () => test.aws.record.entries.flatMap((e) => (e.kind === 'container-ended' ? e.how : []));

it('a disconnected agent gets its orders when it is back', async () => {
  disconnect();
  expect((await instance()).agentConnected).toBe(false);
  await stop();
  test.clock.advanceBy(30_000);
  expect(await task('job')).toMatchObject({ desiredStatus: 'STOPPED', lastStatus: 'RUNNING' });
  reconnect();
  test.clock.advanceBy(4_999);
  expect((await task('job')).lastStatus).toBe('STOPPING');
  test.clock.advanceBy(1);
  expect((await task('job')).lastStatus).toBe('STOPPED');
});

it('a disconnected agent reports when it is back what ended meanwhile', async () => {
  disconnect();
  test.clock.advanceBy(61_000);
  expect(ended()).toEqual(['by-itself']);
  expect((await task('brief')).lastStatus).toBe('RUNNING');
  reconnect();
  expect((await task('brief')).lastStatus).toBe('STOPPED');
  expect((await instance()).agentConnected).toBe(true);
});

it('an instance whose agent is disconnected takes no new tasks', async () => {
  disconnect();
  const { failures } = await test.ecs.send(new RunTaskCommand({ cluster, taskDefinition: 'job' }));
  expect(failures).toEqual([{ arn, reason: 'AGENT' }]);
  const start = new StartTaskCommand({ cluster, taskDefinition: 'job', containerInstances: [arn] });
  expect((await test.ecs.send(start)).failures).toEqual([{ arn, reason: 'AGENT' }]);
});

it('a host that hangs never reports, until EC2 ends it', async () => {
  hosts().hang(hosts().on(ec2InstanceId));
  await stop();
  reconnect();
  test.clock.advanceBy(24 * 3_600_000);
  expect((await instance()).agentConnected).toBe(false);
  expect((await task('job')).lastStatus).toBe('RUNNING');
  expect((await task('brief')).lastStatus).toBe('RUNNING');
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds: [ec2InstanceId] }));
  expect((await task('job')).lastStatus).toBe('STOPPED');
  expect(ended()).toEqual(['cut-short', 'cut-short']);
});

it('an instance that is terminated while its agent is disconnected stays in the cluster', async () => {
  disconnect();
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds: [ec2InstanceId] }));
  expect(await instance()).toMatchObject({ status: 'ACTIVE', agentConnected: false });
  expect((await task('job')).lastStatus).toBe('STOPPED');
  expect(audit(test.aws.record.entries)).toHaveLength(2);
});

const register = (input: object) =>
  test.ecs.send(
    new RegisterContainerInstanceCommand({
      cluster,
      instanceIdentityDocument: JSON.stringify({ instanceId: ec2InstanceId, region: 'eu-west-1' }),
      totalResources: [{ name: 'CPU', type: 'INTEGER', integerValue: 1024 }],
      ...input,
    }),
  );

it('an agent that lost its state registers its host as another instance, beside the old one', async () => {
  const { containerInstance } = await register({});
  expect(containerInstance).toMatchObject({ ec2InstanceId, status: 'ACTIVE', agentConnected: true });
  expect(containerInstance?.containerInstanceArn).not.toBe(arn);
  expect(await instance()).toMatchObject({ status: 'ACTIVE', agentConnected: false });
  const filter = `ec2InstanceId == ${ec2InstanceId}`;
  const listed = await test.ecs.send(new ListContainerInstancesCommand({ cluster, filter }));
  expect(listed.containerInstanceArns).toEqual([arn, containerInstance?.containerInstanceArn]);
  await test.ec2.send(new TerminateInstancesCommand({ InstanceIds: [ec2InstanceId] }));
  expect(ended()).toEqual(['cut-short', 'cut-short']);
});

it('a host that was deregistered registers again under another id', async () => {
  await test.ecs.send(
    new DeregisterContainerInstanceCommand({ cluster, containerInstance: arn, force: true }),
  );
  const { containerInstance } = await register({});
  expect(containerInstance).toMatchObject({ ec2InstanceId, status: 'ACTIVE', agentConnected: true });
  expect(containerInstance?.containerInstanceArn).not.toBe(arn);
  expect(await instance()).toMatchObject({ ec2InstanceId, status: 'INACTIVE' });
  const filter = `ec2InstanceId == ${ec2InstanceId}`;
  const listed = await test.ecs.send(new ListContainerInstancesCommand({ cluster, filter }));
  expect(listed.containerInstanceArns).toEqual([containerInstance?.containerInstanceArn]);
});

it('an agent that kept its state registers as the instance that it was', async () => {
  disconnect();
  const { containerInstance } = await register({ containerInstanceArn: arn });
  expect(containerInstance).toMatchObject({ containerInstanceArn: arn, agentConnected: true });
});
