import { UpdateAutoScalingGroupCommand, AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import {
  ECSClient,
  UpdateContainerInstancesStateCommand,
  UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs';
import type { World } from '@ecs-drain/local-aws';
import { aboutHook, startActivities, valueIn, type ActivityBench } from '../../../support/activities';

let bench: ActivityBench;
let person: { readonly ecs: ECSClient; readonly autoScaling: AutoScalingClient };
beforeEach(async () => {
  bench = await startActivities();
  const { url: endpoint, region } = bench.aws;
  const config = { endpoint, region, credentials: { accessKeyId: 'PERSON', secretAccessKey: 'local' } };
  person = { ecs: new ECSClient(config), autoScaling: new AutoScalingClient(config) };
});
afterEach(async () => {
  person.ecs.destroy();
  person.autoScaling.destroy();
  await bench.stop();
});

const first = ({ instanceIds: [id = ''] }: World): string => id;
const tasksOf = (world: World, family: string) =>
  [...(bench.aws.ecs.state.clusters.get(world.cluster)?.tasks.values() ?? [])].filter(
    ({ definition }) => definition.family === family,
  );
const refuse = (operation: string) =>
  bench.aws.faults.add({
    service: 'ecs',
    operation,
    kind: 'error',
    code: 'AccessDeniedException',
    status: 400,
    message: 'no',
  });

describe('an observation at services', () => {
  it('tells how they move their tasks', async () => {
    const world = bench.createWorld({
      services: [
        { name: 'web', desiredCount: 2, minimumHealthyPercent: 50, deregistrationDelaySeconds: 30 },
        { name: 'agent' },
      ],
    });
    const observation = await bench.observe(first(world), { services: ['web', 'agent', 'gone'] });
    expect(valueIn(observation.services)).toEqual([
      {
        serviceName: 'web',
        schedulingStrategy: 'REPLICA',
        minimumHealthyPercent: 50,
        maximumPercent: 200,
        hasLoadBalancer: true,
        desiredCount: 2,
        runningCount: 2,
        placementFailure: undefined,
      },
      {
        serviceName: 'agent',
        schedulingStrategy: 'DAEMON',
        minimumHealthyPercent: 0,
        maximumPercent: 100,
        hasLoadBalancer: false,
        desiredCount: 1,
        runningCount: 1,
        placementFailure: undefined,
      },
    ]);
  });

  it('tells why a task cannot be placed, in the words of ECS', async () => {
    const world = bench.createWorld({
      instanceCpu: 1024,
      services: [{ name: 'web', desiredCount: 2, cpu: 1024 }],
    });
    const observation = await bench.observe(first(world), { services: ['web'] });
    expect(valueIn(observation.services)).toMatchObject([
      {
        placementFailure: {
          at: expect.any(Number) as number,
          message: expect.stringMatching(/^\(service web\) was unable to place a task because/) as string,
        },
      },
    ]);
  });

  it('asks for a service once in a while, ten at a time, whatever the number of drains', async () => {
    const services = Array.from({ length: 12 }, (_, n) => ({ name: `s${n}`, desiredCount: 1 }));
    const world = bench.createWorld({ services });
    const ask = { services: services.map(({ name }) => name) };
    await Promise.all([bench.observe(first(world), ask), bench.observe(first(world), ask)]);
    await bench.observe(first(world), ask);
    expect(bench.calls('DescribeServices')).toHaveLength(2);
  });

  it('is unknown where it is refused, and nothing else is', async () => {
    const world = bench.createWorld({ services: [{ name: 'web', desiredCount: 1 }] });
    refuse('DescribeServices');
    const observation = await bench.observe(first(world), { services: ['web'] });
    expect(observation).toMatchObject({
      services: { kind: 'unknown', callError: { operation: 'ecs.DescribeServices', cause: 'permanent' } },
      containerInstance: { kind: 'known' },
      stopTimeouts: undefined,
      protections: undefined,
      group: undefined,
    });
  });
});

describe('an observation at stop timeouts', () => {
  const definitionsOf = (world: World, ...families: string[]) =>
    families.map((family) => tasksOf(world, family)[0]?.definition.arn ?? family);

  it('tells what the definitions say, and that they say nothing', async () => {
    const world = bench.createWorld({
      standalone: [{ family: 'slow', stopTimeoutSeconds: 600 }, { family: 'silent' }],
    });
    const [slow = '', silent = ''] = definitionsOf(world, 'slow', 'silent');
    const observation = await bench.observe(first(world), { taskDefinitionArns: [slow, silent] });
    expect(observation.stopTimeouts?.map(valueIn)).toEqual([
      { taskDefinitionArn: slow, chains: [{ saidSeconds: 600, silentContainers: 0 }] },
      { taskDefinitionArn: silent, chains: [{ saidSeconds: 0, silentContainers: 1 }] },
    ]);
  });

  it('asks for a definition once, and again for one that was refused, which says nothing of others', async () => {
    const world = bench.createWorld({ standalone: [{ family: 'a' }, { family: 'b' }] });
    const taskDefinitionArns = definitionsOf(world, 'a', 'b');
    const endFault = bench.aws.faults.add({
      service: 'ecs',
      operation: 'DescribeTaskDefinition',
      when: ({ input }) => JSON.stringify(input).includes('/b:'),
      kind: 'error',
      code: 'AccessDeniedException',
      status: 400,
    });
    const refused = await bench.observe(first(world), { taskDefinitionArns });
    expect(refused.stopTimeouts).toMatchObject([
      { kind: 'known' },
      { kind: 'unknown', callError: { operation: 'ecs.DescribeTaskDefinition', cause: 'permanent' } },
    ]);
    endFault();
    const fixed = await bench.observe(first(world), { taskDefinitionArns });
    expect(fixed.stopTimeouts?.map(valueIn)).toHaveLength(2);
    await bench.observe(first(world), { taskDefinitionArns });
    const asked = bench.calls('DescribeTaskDefinition').map(({ input }) => JSON.stringify(input).slice(-5));
    expect(asked.sort()).toEqual(['a:1"}', 'b:1"}', 'b:1"}'].sort());
  });
});

describe('an observation at protection', () => {
  const world12 = () =>
    bench.createWorld({ services: [{ name: 'web', desiredCount: 12 }], standalone: [{ family: 'batch' }] });
  const protect = (world: World, count: number) =>
    person.ecs.send(
      new UpdateTaskProtectionCommand({
        cluster: world.cluster,
        tasks: tasksOf(world, 'web')
          .slice(0, count)
          .map(({ arn }) => arn),
        protectionEnabled: true,
        expiresInMinutes: 60,
      }),
    );

  it('tells which tasks are protected and until when, among those of no service', async () => {
    const world = world12();
    await protect(world, 2);
    const observation = await bench.observe(first(world), { protections: true });
    const protections = valueIn(observation.protections);
    const [one, two] = tasksOf(world, 'web');
    expect(protections.map(({ taskArn }) => taskArn).sort()).toEqual([one?.arn, two?.arn].sort());
    for (const { protectedUntil } of protections) {
      expect(protectedUntil).toBeGreaterThan(Date.now() + 59 * 60_000);
      expect(protectedUntil).toBeLessThanOrEqual(Date.now() + 60 * 60_000);
    }
    expect(observation.tasks).toBeUndefined();
    expect(bench.calls('GetTaskProtection')).toHaveLength(2);
  });

  it('is not taken once the instance is DRAINING', async () => {
    const world = world12();
    await person.ecs.send(
      new UpdateContainerInstancesStateCommand({
        cluster: world.cluster,
        containerInstances: [world.containerInstance(first(world)).arn],
        status: 'DRAINING',
      }),
    );
    const observation = await bench.observe(first(world), { protections: true });
    expect(observation.protections).toBeUndefined();
    expect(bench.calls('GetTaskProtection')).toEqual([]);
  });

  it('asks for nothing where ECS counts no task', async () => {
    const observation = await bench.observe(first(bench.createWorld()), { protections: true });
    expect(valueIn(observation.protections)).toEqual([]);
    expect(bench.calls('ListTasks', 'GetTaskProtection')).toEqual([]);
  });

  it('is unknown where it is refused, and nothing else is', async () => {
    const world = world12();
    refuse('GetTaskProtection');
    const observation = await bench.observe(first(world), { protections: true, services: ['web'] });
    expect(observation).toMatchObject({
      protections: { kind: 'unknown', callError: { operation: 'ecs.GetTaskProtection' } },
      services: { kind: 'known' },
      containerInstance: { kind: 'known' },
    });
  });
});

describe('an observation at the group', () => {
  it('tells whether it keeps abandoned instances, and for some seconds asks once for all drains', async () => {
    const world = bench.createWorld({ group: 'workers' });
    const kept = bench.createWorld({ cluster: 'keeps', group: 'keepers' });
    await person.autoScaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: kept.group,
        InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: 'retain' } },
      }),
    );
    const groupOf = async (autoScalingGroupName: string) =>
      valueIn((await bench.observe(first(world), { autoScalingGroupName })).group);
    await expect(
      Promise.all([groupOf('workers'), groupOf('keepers'), groupOf('no-such-group')]),
    ).resolves.toEqual([{ retainsAbandoned: false }, { retainsAbandoned: true }, null]);
    await groupOf('workers');
    expect(bench.calls('DescribeAutoScalingGroups')).toHaveLength(1);
  });

  it('holds up nothing else when it hangs', async () => {
    const world = bench.createWorld({ hooks: [{ name: 'drain' }] });
    bench.aws.faults.add({ service: 'autoscaling', operation: 'DescribeAutoScalingGroups', kind: 'timeout' });
    const observation = await bench.observe(first(world), {
      autoScalingGroupName: world.group,
      lifecycleHooks: [aboutHook(world.group, first(world))],
    });
    expect(observation).toMatchObject({
      group: { kind: 'unknown', callError: { operation: 'autoscaling.DescribeAutoScalingGroups' } },
      autoScalingInstance: { kind: 'known' },
      lifecycleHooks: [{ lifecycleHook: { kind: 'known' } }],
      containerInstance: { kind: 'known' },
    });
  }, 15_000);
});
