import { createWorld, startLocalAws, type LocalAws, type PolicyDocument } from '@ecs-drain/local-aws';
import { observePermissions } from '../../../src/activities/doctor/permissions';
import { createBudget } from '../../../src/aws/budget';
import { createAwsClients, type AwsClients } from '../../../src/aws/clients';
import { probe } from '../../../src/aws/probes';
import type { AwsFacts, GroupFacts } from '../../../src/domain/doctor/aws/facts';
import { permissionFindings } from '../../../src/domain/doctor/aws/permissions';
import { defaultSpec } from '../../../src/domain/spec';
import { scriptedAttempt } from '../../support/attempt';

const spec = { ...defaultSpec, lifecycleHooks: ['drain'] };

/** All but some actions in one of two clusters, and of one of two groups. */
const policy = (clusterArn: string, group: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    {
      Effect: 'Deny',
      Action: 'ecs:StopTask',
      Resource: '*',
      Condition: { ArnEquals: { 'ecs:cluster': clusterArn } },
    },
    {
      Effect: 'Deny',
      Action: 'autoscaling:CompleteLifecycleAction',
      Resource: `arn:aws:autoscaling:*:*:autoScalingGroup:*:autoScalingGroupName/${group}`,
    },
  ],
});

describe('what the doctor is told of permissions', () => {
  let aws: LocalAws;
  let clients: AwsClients;
  beforeAll(async () => {
    aws = await startLocalAws({ throttling: false, iam: {} });
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'US', secretAccessKey: 'local' },
    });
  });
  afterAll(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await aws.close();
  });

  it('names the cluster, and the group, for which a policy does not allow an action', async () => {
    const worlds = ['one', 'two'].map((cluster) => createWorld(aws, { cluster, hooks: [{ name: 'drain' }] }));
    const [, second = { group: '' }] = worlds;
    const arnOfTwo = `arn:aws:ecs:${aws.region}:${aws.accountId}:cluster/two`;
    aws.iam?.put({
      kind: 'role',
      name: 'worker',
      accessKeyIds: ['US'],
      policies: [policy(arnOfTwo, second.group)],
    });
    const seen = { groups: known([]), services: known([]), stops: known([]), isCut: false };
    const clusters: AwsFacts['clusters'] = known({
      clusters: ['one', 'two'].map((cluster) => ({ cluster, seen: known(seen) })),
      leftOut: 0,
    });
    const groups = worlds.map(({ group }) => groupWithOurHook(group));

    const permissions = await observePermissions(
      clusters,
      { groups, leftOut: 0 },
      {
        probe: (target, actions) =>
          probe(clients, createBudget({ burst: 100, perSecond: 100 }), scriptedAttempt(), target, actions),
        spec,
        clusters: 'all',
        outcomeTopicArn: undefined,
      },
    );

    const findings = permissionFindings({ permissions, spec });
    expect(findings.map(({ about, level }) => ({ about, level }))).toEqual([
      { about: 'ecs:StopTask in cluster two', level: 'fail' },
      { about: `autoscaling:CompleteLifecycleAction of group ${second.group}`, level: 'fail' },
    ]);
  });
});

const known = <T>(value: T) => ({ kind: 'known', value }) as const;

const groupWithOurHook = (autoScalingGroupName: string): GroupFacts => ({
  autoScalingGroupName,
  clusters: [],
  group: known(null),
  hooks: known([
    {
      name: 'drain',
      roleArn: undefined,
      heartbeatTimeoutSeconds: 3600,
      globalTimeoutSeconds: 172_800,
      defaultResult: 'ABANDON',
      notificationTargetArn: undefined,
      specChange: {},
      metadataProblem: undefined,
    },
  ]),
});
