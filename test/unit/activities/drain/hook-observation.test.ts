import type { HookSpec } from '@ecs-drain/local-aws';
import { aboutHook, startActivities, valueIn, type ActivityBench } from '../../../support/activities';

describe("an observation at a hook's metadata", () => {
  let bench: ActivityBench;
  beforeAll(async () => {
    bench = await startActivities({ clusters: ['demo'] });
  });
  afterAll(() => bench.stop());

  const hookSeen = async (hook: Omit<HookSpec, 'name'>, group: string) => {
    const world = bench.createWorld({ group, hooks: [{ name: 'drain', ...hook }] });
    const [id = ''] = world.instanceIds;
    const observation = await bench.observe(id, { lifecycleHooks: [aboutHook(group, id)] });
    return valueIn(observation.lifecycleHooks[0]?.lifecycleHook);
  };

  it('tells what it changes in the spec, and nothing else that it holds', async () => {
    const hook = await hookSeen(
      { notificationMetadata: '{"cluster":"demo","deadlineSeconds":900}' },
      'changed',
    );
    expect(hook).toEqual({
      name: 'drain',
      heartbeatTimeoutSeconds: 3600,
      globalTimeoutSeconds: 172_800,
      defaultResult: 'ABANDON',
      notificationTargetArn: undefined,
      specChange: { deadlineSeconds: 900 },
      metadataProblem: undefined,
    });
  });

  it.each([
    ['a field that is wrong', '{"deadlineSeconds":"soon"}', 'deadlineSeconds: expected a number of seconds'],
    ['a cluster that is not allowed', '{"cluster":"secret"}', 'cluster: secret is not among the clusters'],
  ])('tells of %s', async (group, notificationMetadata, problem) => {
    await expect(hookSeen({ notificationMetadata }, group.replaceAll(' ', '-'))).resolves.toMatchObject({
      specChange: {},
      metadataProblem: expect.stringContaining(problem) as string,
    });
  });

  it('is silent where there is none', async () => {
    await expect(hookSeen({}, 'silent')).resolves.toMatchObject({
      specChange: {},
      metadataProblem: undefined,
    });
  });
});

describe('an instance that is searched for', () => {
  let bench: ActivityBench;
  beforeAll(async () => {
    bench = await startActivities({ clusters: ['demo'] });
    bench.aws.ecs.createCluster('demo');
  });
  afterAll(() => bench.stop());

  it('is unknown with every observation while its hook names a cluster that is not allowed', async () => {
    const world = bench.createWorld({
      cluster: 'secret',
      hooks: [{ name: 'drain', notificationMetadata: '{"cluster":"secret"}' }],
    });
    const [id = ''] = world.instanceIds;
    const hook = aboutHook(world.group, id);
    const first = await bench.observe(id, { lifecycleHooks: [hook] });
    const later = await bench.observe(id, { lifecycleHooks: [{ ...hook, readHook: false }] });
    for (const observation of [first, later])
      expect(observation.containerInstance).toMatchObject({
        kind: 'unknown',
        callError: { code: 'ClusterNotAllowed', message: expect.stringContaining('secret') as string },
      });
  });
});
