import { createWorld, startLocalAws, type LocalAws, type World, type WorldSpec } from '@ecs-drain/local-aws';
import { createAwsClients, type AwsClients } from '../../../src/aws/clients';
import { createAutoScaling } from '../../../src/aws/auto-scaling';
import { createEc2 } from '../../../src/aws/ec2';
import { createEcs, createEcsBudgets } from '../../../src/aws/ecs';
import { dryRun, type DryRun } from '../../../src/dry-run/dry-run';
import { formatDryRun } from '../../../src/dry-run/format-dry-run';
import { defaultSpec, type Spec } from '../../../src/domain/spec';
import { callsOf, mutatingOperations } from '../../support/scenario';

describe('a dry run', () => {
  let aws: LocalAws;
  let clients: AwsClients;
  beforeAll(async () => {
    aws = await startLocalAws();
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'DRY', secretAccessKey: 'local' },
    });
  });
  afterAll(async () => {
    clients.ecs.destroy();
    clients.autoScaling.destroy();
    clients.sns.destroy();
    await aws.close();
  });

  const starter = () => aws.lambda.register('starter', () => Promise.resolve());
  const run = (ec2InstanceId: string, spec: Partial<Spec> = {}): Promise<DryRun> =>
    dryRun(
      {
        ecs: createEcs(clients.ecs, createEcsBudgets({ burst: 50, perSecond: 10 })),
        autoScaling: createAutoScaling(clients.autoScaling),
        ec2: createEc2(clients.ec2),
        clusters: 'all',
        clusterOfGroup: {},
        spec: { ...defaultSpec, ...spec },
        warn: () => undefined,
      },
      ec2InstanceId,
    );
  const world = (spec: WorldSpec): World =>
    createWorld(aws, { hooks: [{ name: 'drain', notify: starter() }], ...spec });

  it('of an instance in service says what would be done, what would be waited for, and what would be in the way', async () => {
    const metadata = { standaloneGraceSeconds: 600, deadlineSeconds: 7200 };
    const { instanceIds } = world({
      cluster: 'planned',
      hooks: [{ name: 'drain', notify: starter(), notificationMetadata: JSON.stringify(metadata) }],
      services: [
        { name: 'web', desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 100 },
        { name: 'logs' },
      ],
      standalone: [{ family: 'batch' }],
      selfStarted: { agent: {} },
    });
    const planned = await run(instanceIds[0] ?? '');
    expect(planned).toMatchObject({ autoScalingGroupName: 'planned', lifecycleState: 'InService' });
    expect(planned.first.planned).toMatchObject([
      { phase: 'set-draining', action: { kind: 'set-draining' } },
    ]);
    const roles = planned.onceDraining?.tasks?.map(({ role, waitsFor }) => `${role} ${waitsFor}`).sort();
    expect(roles).toEqual([
      'daemon-service GoesLast',
      'self-started GoesLast',
      'service NoRoomToMove',
      'service NoRoomToMove',
      'standalone HasGrace',
    ]);
    expect(planned.onceDraining?.deadline).toMatchObject({ setBy: 'spec', result: 'CONTINUE' });

    const words = formatDryRun(planned);
    expect(words).toContain('First: set DRAINING');
    expect(words).toContain('- termination hooks that notify a target, taken as ours: drain');
    expect(words).toContain(
      'Once it is DRAINING: 5 tasks left: 1 of service logs, 2 of service web, 1 self-started, 1 standalone',
    );
    expect(words).toContain('- **NoRoomToMove**: service web');
  });

  it('says what holds DRAINING back, what is not allowed, and what nothing would hold', async () => {
    const [plain = ''] = world({ cluster: 'plain', hooks: [] }).instanceIds;
    expect(formatDryRun(await run(plain))).toContain('none; nothing would hold its termination for us');
    expect(formatDryRun(await run(plain, { groups: ['batch'] }))).toContain(
      "Nothing: the instance's group is not among ECS_DRAIN_GROUPS",
    );
    expect(formatDryRun(await run('i-0123456789abcdef0'))).toContain('wait: no cluster has the instance');
  });

  it('of an instance in no group is that of a drain that an operator asks for', async () => {
    const stranger = await run('i-0123456789abcdef0');
    expect(stranger.autoScalingGroupName).toBeUndefined();
    expect(formatDryRun(stranger)).toContain('only an operator can request its drain');
  });

  it('changes nothing', async () => {
    await run(world({ cluster: 'kept', standalone: [{ family: 'job' }] }).instanceIds[0] ?? '');
    expect(callsOf(aws, 'DRY', mutatingOperations)).toEqual([]);
  });
});
