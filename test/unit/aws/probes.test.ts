import { createWorld, startLocalAws, type LocalAws, type World } from '@ecs-drain/local-aws';
import { createBudget } from '../../../src/aws/budget';
import { ActingPausedError } from '../../../src/aws/acting';
import { createAwsClients, type AwsClients } from '../../../src/aws/clients';
import { probe, type ProbedAlone, type ProbeTarget } from '../../../src/aws/probes';
import { actions } from '../../../src/domain/doctor/aws/actions';
import { scriptedAttempt } from '../../support/attempt';

const all = (Object.keys(actions) as (keyof typeof actions)[]).filter((name) => name !== 'sns:Publish'); // the table's own keys

/** How each service says so. */
const denials = {
  ecs: { code: 'AccessDeniedException', status: 400 },
  autoscaling: { code: 'AccessDenied', status: 403 },
  ec2: { code: 'UnauthorizedOperation', status: 403 },
};

describe('probes of permissions', () => {
  let aws: LocalAws;
  let world: World;
  let clients: AwsClients;
  let isPaused = false;
  beforeAll(async () => {
    aws = await startLocalAws({ throttling: false });
    world = createWorld(aws, {
      cluster: 'demo',
      hooks: [{ name: 'drain' }],
      services: [{ name: 'web', desiredCount: 1 }],
    });
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'US', secretAccessKey: 'local' },
    });
  });
  afterEach(() => {
    isPaused = false;
    aws.faults.clear();
  });
  afterAll(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await aws.close();
  });

  const known = (): ProbeTarget => ({
    cluster: 'demo',
    hook: { autoScalingGroupName: world.group, lifecycleHookName: 'drain' },
  });
  const ask = async (target = known(), asked: readonly ProbedAlone[] = all) => {
    const attempt = scriptedAttempt(() => {
      if (isPaused) throw new ActingPausedError('all is paused');
    });
    const probed = await probe(clients, createBudget({ burst: 100, perSecond: 100 }), attempt, target, asked);
    return Object.fromEntries(probed.map(({ action, result }) => [action, result.kind]));
  };
  const allAre = (kind: string) => Object.fromEntries(all.map((action) => [action, kind]));

  it('find all allowed, and change nothing', async () => {
    const before = aws.record.entries.length;
    await expect(ask()).resolves.toEqual(allAre('allowed'));
    const since = aws.record.entries.slice(before);
    expect(since.map(({ kind }) => kind)).toEqual(all.map(() => 'call'));
    expect(since.map((entry) => entry.kind === 'call' && entry.operation)).toEqual(
      all.map((action) => action.split(':')[1]),
    );
  });

  it.each(all)('find %s denied where it is, and nothing else', async (action) => {
    const [service = '', operation = ''] = action.split(':');
    if (!isServed(service)) throw new Error(`no denial of ${service}`);
    aws.faults.add({ service, operation, kind: 'error', ...denials[service] });
    await expect(ask()).resolves.toEqual({ ...allAre('allowed'), [action]: 'denied' });
  });

  it('say nothing of a service that does not answer', async () => {
    aws.faults.add({ service: 'ec2', kind: 'error', code: 'Unavailable', status: 503 });
    const ofEc2 = all.filter((action) => action.startsWith('ec2:'));
    await expect(ask(known(), ofEc2)).resolves.toEqual(
      Object.fromEntries(ofEc2.map((action) => [action, 'unknown'])),
    );
  });

  it('send nothing that acts while all is paused', async () => {
    isPaused = true;
    const acting: readonly ProbedAlone[] = [
      'ecs:UpdateContainerInstancesState',
      'ecs:StopTask',
      'autoscaling:CompleteLifecycleAction',
    ];
    await expect(ask(known(), acting)).resolves.toEqual(
      Object.fromEntries(acting.map((action) => [action, 'not-probed'])),
    );
  });

  it('ask nothing of a cluster, or a hook, that is not known', async () => {
    const asked = await ask({});
    expect(asked).toMatchObject({
      'ecs:ListClusters': 'allowed',
      'ecs:StopTask': 'not-probed',
      'autoscaling:CompleteLifecycleAction': 'not-probed',
    });
  });
});

const isServed = (service: string): service is keyof typeof denials => Object.hasOwn(denials, service);
