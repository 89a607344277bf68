import { createFindContainerInstance } from '../../../../src/activities/drain/observe/find-container-instance';
import type { Registration } from '../../../../src/aws/ecs/registration';
import { AwsCallError } from '../../../../src/aws/call-error';
import { isSameCluster } from '../../../../src/config/clusters';
import {
  known,
  unknown,
  type ObservationRequest,
  type Operation,
  type Part,
} from '../../../../src/domain/drain/observation/observation';
import { aboutHook, askNothing } from '../../../support/activities';
import { aHost, ec2InstanceId, notice, transient } from '../../../support/observations';

const arnOf = (cluster: string) => `arn:aws:ecs:eu-central-1:123456789012:cluster/${cluster}`;
const nameOf = (cluster: string) => cluster.replace(/.*\//, '');
const refused = (operation: Operation, code = 'AccessDeniedException') =>
  new AwsCallError(operation, Object.assign(new Error('no'), { name: code }));

/** What the metadata names, if it could be read. */
type Hint = string | Part<string>;

const notFound = refused('ecs.ListContainerInstances', 'ClusterNotFoundException');

interface Account {
  readonly allowed?: readonly string[] | 'all';
  readonly clusterOfGroup?: Readonly<Record<string, string>>;
  /** What each cluster says of the instance. @default it does not have it */
  readonly holds?: Readonly<Record<string, Partial<Registration> | Error>>;
  /** Cluster of each group that is a capacity provider. */
  readonly providers?: Readonly<Record<string, string>> | Error;
  readonly listing?: Error;
}

/** An account of four clusters, and the order in which they are searched. */
function account(options: Account = {}) {
  const { allowed = 'all', clusterOfGroup = {}, providers = {}, listing } = options;
  const all = ['a', 'b', 'c', 'd'].map(arnOf);
  const searched: string[] = [];
  const told: string[] = [];
  let holds = options.holds ?? {};
  let providerReads = 0;
  const isKnown = (cluster: string) =>
    all.some((one) => isSameCluster(one, cluster)) && !isDeleted.has(nameOf(cluster));
  const isDeleted = new Set<string>();
  const find = createFindContainerInstance({
    clusters: allowed,
    clusterOfGroup,
    warn: (message) => told.push(message),
    ecs: {
      listClusters: () => (listing ? Promise.reject(listing) : Promise.resolve(all)),
      clustersOfGroups: () => {
        providerReads += 1;
        if (providers instanceof Error) return Promise.reject(providers);
        return Promise.resolve(new Map(Object.entries(providers).map(([group, one]) => [group, [one]])));
      },
      findContainerInstance: (cluster) => {
        searched.push(nameOf(cluster));
        const held = holds[nameOf(cluster)];
        if (held instanceof Error) return Promise.reject(held);
        const clusterArn = arnOf(nameOf(cluster));
        if (!isKnown(cluster)) return Promise.reject(notFound);
        return Promise.resolve(
          held ? { ...aHost(), clusterArn, ec2InstanceId, registeredAt: 0, ...held } : null,
        );
      },
    },
  });
  return {
    searched,
    told,
    providerReads: () => providerReads,
    isDeleted,
    nowHolds: (changed: NonNullable<Account['holds']>) => (holds = changed),
    find: (hint?: Hint | Promise<string>, change: Partial<ObservationRequest> = {}) =>
      find(
        { ...askTheGroup, ec2InstanceId, ...change },
        Promise.resolve(hint).then((one) => [typeof one === 'object' ? one : known(one)]),
      ),
  };
}

const group = notice.autoScalingGroupName;
const askTheGroup = { ...askNothing, lifecycleHooks: [aboutHook(group, ec2InstanceId)] };
const inD = { holds: { d: {} } };

describe('the cluster of an instance', () => {
  it.each([
    ["the hook's metadata", { ...inD, clusterOfGroup: { [group]: 'a' } }, 'd', ['d']],
    [
      'configuration',
      { ...inD, clusterOfGroup: { [group]: 'd' }, providers: { [group]: arnOf('a') } },
      undefined,
      ['d'],
    ],
    ["the group's capacity provider", { ...inD, providers: { [group]: arnOf('d') } }, undefined, ['d']],
    ['nothing', inD, undefined, ['a', 'b', 'c', 'd']],
    [
      "another group's configuration",
      { ...inD, clusterOfGroup: { other: 'b' } },
      undefined,
      ['a', 'b', 'c', 'd'],
    ],
  ] as const)('is known from %s', async (_, options, hint, searched) => {
    const world = account(options);
    await expect(world.find(hint)).resolves.toMatchObject({ clusterArn: arnOf('d') });
    expect(world.searched).toEqual(searched);
  });

  it('is asked for in this order: metadata, configuration, last found, capacity provider, all', async () => {
    const world = account({
      allowed: ['d', 'c', 'b', 'a'],
      clusterOfGroup: { [group]: 'b' },
      providers: { [group]: arnOf('d') },
      holds: { c: {} },
    });
    await world.find('c');
    world.nowHolds({});
    world.searched.length = 0;
    await expect(world.find('a')).resolves.toBeNull();
    expect(world.searched).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is remembered for the group, and not for others', async () => {
    const world = account(inD);
    await world.find();
    world.searched.length = 0;
    await world.find();
    expect(world.searched).toEqual(['d']);
    await world.find(undefined, { autoScalingGroupName: 'other' });
    expect(world.searched.slice(1)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes the group that Auto Scaling named before the one that a message did', async () => {
    const world = account({ ...inD, clusterOfGroup: { real: 'd', [group]: 'a' } });
    await world.find(undefined, { autoScalingGroupName: 'real' });
    expect(world.searched).toEqual(['d']);
  });

  it('is found where a hint is wrong, and where the hinted cluster refuses', async () => {
    const world = account({ holds: { a: refused('ecs.ListContainerInstances'), d: {} } });
    await expect(world.find('a')).resolves.toMatchObject({ clusterArn: arnOf('d') });
    await expect(account(inD).find('b')).resolves.toMatchObject({ clusterArn: arnOf('d') });
  });

  it('is not asked for outside of the allowed ones', async () => {
    const world = account({ allowed: ['a', 'b'], ...inD, providers: { [group]: arnOf('d') } });
    await expect(world.find()).resolves.toBeNull();
    expect(world.searched).toEqual(['a', 'b']);
  });

  it('is the one where the agent is, although a hint led to a registration without it', async () => {
    const world = account({ holds: { a: { agentConnected: false }, d: {} } });
    await expect(world.find('a')).resolves.toMatchObject({ clusterArn: arnOf('d') });
  });

  it('is found by a hint although the clusters cannot be listed', async () => {
    const listing = refused('ecs.ListClusters');
    await expect(account({ ...inD, listing }).find('d')).resolves.toMatchObject({ clusterArn: arnOf('d') });
    const lost = account({ holds: { d: { agentConnected: false } }, listing });
    await expect(lost.find('d')).resolves.toMatchObject({ agentConnected: false });
    await expect(account({ listing }).find('d')).rejects.toBe(listing);
  });
});

describe('an instance', () => {
  it('is absent only if every allowed cluster says so', async () => {
    await expect(account().find('b')).resolves.toBeNull();
    const secret = account({ holds: { c: refused('ecs.ListContainerInstances') } });
    await expect(secret.find('b')).rejects.toMatchObject({ callError: { code: 'AccessDeniedException' } });
  });

  it('is found where one cluster has it, although another refuses', async () => {
    const world = account({ holds: { a: refused('ecs.ListContainerInstances'), d: {} } });
    await expect(world.find()).resolves.toMatchObject({ clusterArn: arnOf('d') });
  });

  it('is searched for without a hint that does not come', async () => {
    jest.useFakeTimers();
    const world = account(inD);
    const found = world.find(new Promise<string>(() => undefined));
    await jest.advanceTimersByTimeAsync(3_001);
    await expect(found).resolves.toMatchObject({ clusterArn: arnOf('d') });
    jest.useRealTimers();
  });
});

describe('a cluster that ECS does not know', () => {
  const unknownFor = (code: string, ...words: string[]) => ({
    callError: {
      cause: 'permanent',
      code,
      message: expect.stringMatching(words.join('.*')) as string,
    },
  });

  it.each<[string, Account, Hint | undefined]>([
    ['ECS_DRAIN_CLUSTERS', { allowed: ['dmeo'] }, undefined],
    ['ECS_DRAIN_CLUSTER_OF_GROUP', { clusterOfGroup: { [group]: 'dmeo' } }, undefined],
    ["the hook's metadata", {}, 'dmeo'],
  ])(
    'and that %s names may be a mistake: the instance is unknown, and the call error says so',
    async (setting, options, hint) => {
      await expect(account(options).find(hint)).rejects.toMatchObject(
        unknownFor('ClusterNotFoundException', 'dmeo', setting),
      );
      const holds = { d: {} };
      const elsewhere = account({ ...options, ...(options.allowed && { allowed: ['dmeo', 'd'] }), holds });
      await expect(elsewhere.find(hint)).resolves.toMatchObject({ clusterArn: arnOf('d') });
    },
  );

  it('although the account has one of that name, because its ARN is of another account, is a mistake too', async () => {
    const foreign = arnOf('a').replace('123456789012', '210987654321');
    await expect(account().find(foreign)).rejects.toMatchObject(unknownFor('ClusterNotFoundException', 'a'));
  });

  it('was deleted meanwhile where ECS listed it', async () => {
    const world = account();
    world.isDeleted.add('b');
    await expect(world.find()).resolves.toBeNull();
  });

  it('was deleted with the instance where that was found in it, and not for others of its group', async () => {
    const world = account({ allowed: ['d'], ...inD });
    await world.find();
    world.isDeleted.add('d');
    await expect(world.find()).resolves.toBeNull();
    const other = { ec2InstanceId: 'i-00000000000000042' };
    await expect(world.find(undefined, other)).rejects.toMatchObject({
      callError: { code: notFound.callError.code },
    });
    const containerInstance = aHost({ clusterArn: arnOf('d') });
    await expect(world.find(undefined, { ...other, containerInstance })).resolves.toBeNull();
    await expect(world.find(undefined, other)).resolves.toBeNull();
  });
});

describe('metadata that names a cluster which is not allowed', () => {
  const notAllowed = { callError: { cause: 'permanent', code: 'ClusterNotAllowed' } };

  it('makes the instance unknown, with the cluster and the setting in the call error', async () => {
    const world = account({ allowed: ['a', 'b'], ...inD });
    await expect(world.find('d')).rejects.toMatchObject(notAllowed);
    await expect(world.find('d')).rejects.toThrow(/cluster d, which is not among ECS_DRAIN_CLUSTERS/);
    expect(world.searched).not.toContain('d');
  });

  it('does no harm where the instance is found in an allowed one', async () => {
    const world = account({ allowed: ['a', 'b'], holds: { b: {} } });
    await expect(world.find('d')).resolves.toMatchObject({ clusterArn: arnOf('b') });
  });

  it('or that could not be read, makes the instance unknown only where no cluster has it', async () => {
    const unread = unknown(transient);
    await expect(account({ allowed: ['a'] }).find(unread)).rejects.toMatchObject({ callError: transient });
    await expect(account({ allowed: ['a'], holds: { a: {} } }).find(unread)).resolves.not.toBeNull();
  });
});

describe('capacity providers', () => {
  it('are read once for all', async () => {
    const world = account({ ...inD, providers: { [group]: arnOf('d') } });
    await world.find();
    await world.find(undefined, { autoScalingGroupName: 'other' });
    expect(world.providerReads()).toBe(1);
  });

  it('are done without where the worker may not read them, and that is told once', async () => {
    jest.useFakeTimers();
    const world = account({ ...inD, providers: refused('ecs.DescribeCapacityProviders') });
    await expect(world.find()).resolves.toMatchObject({ clusterArn: arnOf('d') });
    await world.find(undefined, { autoScalingGroupName: 'other' });
    expect(world.providerReads()).toBe(1);
    jest.setSystemTime(Date.now() + 3_600_000);
    await world.find(undefined, { autoScalingGroupName: 'third' });
    expect(world.told).toHaveLength(1);
    jest.useRealTimers();
  });

  it('are asked for again when ECS could not answer', async () => {
    const world = account({ ...inD, providers: refused('ecs.DescribeClusters', 'ServerException') });
    await world.find();
    await world.find(undefined, { autoScalingGroupName: 'other' });
    expect(world.providerReads()).toBe(2);
    expect(world.told).toEqual([]);
  });
});
