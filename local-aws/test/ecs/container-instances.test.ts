import {
  DeregisterContainerInstanceCommand,
  DescribeContainerInstancesCommand,
  ListContainerInstancesCommand,
  RegisterContainerInstanceCommand,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import { createWorld, type World } from '../../src/index';
import { refusal } from '../support/errors';
import { first, useTestAws } from '../support/aws';

const cluster = 'demo';
const test = useTestAws({ throttling: false });
let world: World;
beforeEach(() => {
  world = createWorld(test.aws, { cluster, instances: 120 });
});

const list = (input: object = {}) => test.ecs.send(new ListContainerInstancesCommand({ cluster, ...input }));
const describe_ = (containerInstances: string[]) =>
  test.ecs.send(new DescribeContainerInstancesCommand({ cluster, containerInstances }));
const drain = (containerInstances: string[]) =>
  test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
  );
const arns = (count: number) =>
  world.instanceIds.slice(0, count).map((id) => world.containerInstance(id).arn);

it('lists container instances in pages of 100', async () => {
  const one = await list();
  expect(one.containerInstanceArns).toHaveLength(100);
  const two = await list({ nextToken: one.nextToken });
  expect(two.containerInstanceArns).toHaveLength(20);
  expect(two.nextToken).toBeUndefined();
  expect(new Set([...(one.containerInstanceArns ?? []), ...(two.containerInstanceArns ?? [])]).size).toBe(
    120,
  );
  expect((await list({ maxResults: 7 })).containerInstanceArns).toHaveLength(7);
  expect((await refusal(list({ nextToken: 'forged' }))).name).toBe('InvalidParameterException');
});

it('finds container instances by EC2 instance id', async () => {
  const [a = '', b = ''] = world.instanceIds.slice(110);
  const one = await list({ filter: `ec2InstanceId == ${a}` });
  expect(one.containerInstanceArns).toEqual([world.containerInstance(a).arn]);
  const both = await list({ filter: `ec2InstanceId in [${a}, ${b}, i-0000000000000000]` });
  expect(both.containerInstanceArns).toEqual([a, b].map((id) => world.containerInstance(id).arn));
  const others = createWorld(test.aws, { cluster: 'small', instances: 3 });
  const [c = '', d = ''] = others.instanceIds;
  const small = (filter: string) => list({ cluster: 'small', filter });
  expect((await small(`ec2InstanceId != ${c}`)).containerInstanceArns).toHaveLength(2);
  expect((await small(`ec2InstanceId not_in [${c}, ${d}]`)).containerInstanceArns).toHaveLength(1);
  expect((await refusal(list({ filter: 'ec2InstanceId' }))).name).toBe('InvalidParameterException');
});

it('describes at most 100 at once, and never an empty list', async () => {
  expect((await describe_(arns(100))).containerInstances).toHaveLength(100);
  expect(await refusal(describe_(arns(101)))).toMatchObject({
    name: 'InvalidParameterException',
    status: 400,
  });
  expect(await refusal(describe_([]))).toMatchObject({ name: 'InvalidParameterException', status: 400 });
});

it('says MISSING of what it does not know, beside what it does', async () => {
  const known = first(arns(1));
  const unknown = known.replace(/.{4}$/, '0000');
  expect(await describe_([known, unknown])).toMatchObject({
    containerInstances: [{ containerInstanceArn: known, ec2InstanceId: world.instanceIds[0] }],
    failures: [{ arn: unknown, reason: 'MISSING' }],
  });
});

it('does not know an ARN that is not quite its own', async () => {
  const short = first(arns(1)).replace('/demo/', '/');
  const elsewhere = first(arns(1)).replace('eu-west-1', 'eu-west-2');
  expect((await describe_([short, elsewhere])).failures).toHaveLength(2);
});

it('refuses a long ARN of another cluster', async () => {
  const elsewhere = first(arns(1)).replace('/demo/', '/other/');
  expect((await refusal(describe_([elsewhere]))).message).toBe(
    'Identifier is for other. Your cluster is demo',
  );
  expect((await refusal(test.ecs.send(new ListContainerInstancesCommand({})))).name).toBe(
    'ClusterNotFoundException',
  );
});

it('drains at most 10 at once, and takes them back', async () => {
  expect((await refusal(drain(arns(11)))).name).toBe('InvalidParameterException');
  await drain(arns(10));
  expect((await list({ status: 'DRAINING' })).containerInstanceArns).toHaveLength(10);
  await test.ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances: arns(10), status: 'ACTIVE' }),
  );
  expect((await list({ status: 'DRAINING' })).containerInstanceArns).toEqual([]);
});

it('drains only what is ACTIVE', async () => {
  await drain(arns(1));
  expect((await drain(arns(2))).containerInstances).toHaveLength(1);
  expect((await drain(arns(1))).failures).toMatchObject([{ arn: first(arns(1)), reason: 'INACTIVE' }]);
});

it('answers a change of state per instance', async () => {
  const [gone = '', here = ''] = arns(2);
  await test.ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance: gone }));
  const { containerInstances, failures = [] } = await drain([gone, here, 'nowhere']);
  expect(containerInstances).toMatchObject([{ containerInstanceArn: here, status: 'DRAINING' }]);
  expect(
    failures.map(({ arn = '', reason = '' }) => `${arn.slice(arn.lastIndexOf('/') + 1)} ${reason}`).sort(),
  ).toEqual([`${gone.slice(gone.lastIndexOf('/') + 1)} INACTIVE`, 'nowhere MISSING'].sort());
});

it('forgets a deregistered instance after an hour', async () => {
  const gone = first(arns(1));
  await test.ecs.send(new DeregisterContainerInstanceCommand({ cluster, containerInstance: gone }));
  expect(
    (await list({ filter: `ec2InstanceId == ${first(world.instanceIds)}` })).containerInstanceArns,
  ).toEqual([]);
  expect(first((await describe_([gone])).containerInstances).status).toBe('INACTIVE');
  test.clock.advanceBy(3_600_000);
  expect((await describe_([gone])).failures).toEqual([{ arn: gone, reason: 'MISSING' }]);
});

it('knows short ARNs, which name no cluster', async () => {
  const short = createWorld(test.aws, { cluster: 'old', arnFormat: 'short' });
  const { arn } = short.containerInstance(first(short.instanceIds));
  expect(arn).toMatch(/:container-instance\/[0-9a-f]{32}$/);
  const described = await test.ecs.send(
    new DescribeContainerInstancesCommand({ cluster: 'old', containerInstances: [arn] }),
  );
  expect(described.containerInstances).toHaveLength(1);
});

it('finds container instances by attribute, tasks, agent and time of registration', async () => {
  const found = async (filter: string) =>
    (await list({ cluster: 'small', filter })).containerInstanceArns?.length;
  const { instanceIds } = createWorld(test.aws, {
    cluster: 'small',
    instances: 2,
    standalone: [{ family: 'job' }],
  });
  const attributes = [{ name: 'stack', value: 'blue' }, { name: 'gpu' }];
  const instanceIdentityDocument = JSON.stringify({ instanceId: 'i-0123456789abcdef0' });
  test.clock.advanceBy(60_000);
  await test.ecs.send(
    new RegisterContainerInstanceCommand({ cluster: 'small', instanceIdentityDocument, attributes }),
  );
  const { hosts } = test.aws.ecs;
  hosts.disconnectAgent(hosts.on(first(instanceIds)));
  expect(await found('attribute:stack == blue')).toBe(1);
  expect(await found('attribute:stack != blue')).toBe(2);
  expect(await found('attribute:stack in [blue, green]')).toBe(1);
  expect(await found('attribute:gpu exists')).toBe(1);
  expect(await found('attribute:gpu !exists')).toBe(2);
  expect(await found('attribute:ecs.availability-zone =~ eu-west-1[ab]')).toBe(3);
  expect(await found('runningTasksCount == 1')).toBe(1);
  expect(await found('runningTasksCount < 1')).toBe(2);
  expect(await found('agentConnected == false')).toBe(1);
  expect(await found('registeredAt >= 2026-01-01T00:01:00Z')).toBe(1);
  for (const filter of [
    'attribute:stack ~ x',
    'task:group == x',
    'attribute:stack =~ [',
    'agentConnected ==',
  ]) {
    expect((await refusal(list({ filter }))).name).toBe('InvalidParameterException');
  }
});

it('refuses an identity document that is none', async () => {
  const register = (instanceIdentityDocument: string) =>
    test.ecs.send(new RegisterContainerInstanceCommand({ cluster, instanceIdentityDocument }));
  expect((await refusal(register('{'))).name).toBe('InvalidParameterException');
  expect((await refusal(register('{}'))).name).toBe('InvalidParameterException');
});
