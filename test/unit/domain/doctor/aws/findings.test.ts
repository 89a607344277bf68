import type { AwsFacts, GroupFacts, HookSeen, SeenCluster } from '../../../../../src/domain/doctor/aws/facts';
import { awsFindings } from '../../../../../src/domain/doctor/aws/findings';
import { checkNames, checks } from '../../../../../src/domain/doctor/checks';
import {
  known,
  unknown,
  type Service,
  type CallError,
} from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../../src/domain/spec';

const topicArn = 'arn:aws:sns:eu-central-1:123456789012:terminations';
const callError: CallError = {
  cause: 'permanent',
  operation: 'ecs.DescribeTasks',
  code: 'AccessDeniedException',
  message: 'no',
};
const hook: HookSeen = {
  name: 'drain',
  heartbeatTimeoutSeconds: 3600,
  globalTimeoutSeconds: 172_800,
  defaultResult: 'ABANDON',
  notificationTargetArn: topicArn,
  roleArn: 'arn:aws:iam::123456789012:role/hooks',
  specChange: {},
  metadataProblem: undefined,
};
const group: GroupFacts = {
  autoScalingGroupName: 'web-asg',
  clusters: ['web'],
  hooks: known([hook]),
  group: known({ retainsAbandoned: false }),
};
const service: Service = {
  serviceName: 'web',
  schedulingStrategy: 'REPLICA',
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  hasLoadBalancer: true,
  desiredCount: 2,
  runningCount: 2,
  placementFailure: undefined,
};
const cluster: SeenCluster = {
  groups: known(['web-asg']),
  services: known([service]),
  stops: known([
    { what: 'service web', chains: [{ saidSeconds: 120, silentContainers: 1 }], hasLoadBalancer: true },
  ]),
  isCut: false,
};
const well: AwsFacts = {
  accountId: '123456789012',
  spec: { ...defaultSpec, notificationTargets: [topicArn] },
  identity: known({ accountId: '123456789012', arn: 'arn:aws:sts::123456789012:assumed-role/worker/i' }),
  permissions: [{ action: 'ecs:StopTask', result: { kind: 'allowed' } }],
  clusters: known({ clusters: [{ cluster: 'web', seen: known(cluster) }], leftOut: 0 }),
  groups: { groups: [group], leftOut: 0 },
  topics: [{ topicArn, subscriptions: known([{ protocol: 'lambda', isPending: false }]) }],
  deadLetterQueues: [{ url: 'https://sqs/dead', messages: known(0) }],
  waiting: known([]),
};

const withHooks = (...hooks: HookSeen[]): Partial<AwsFacts> => ({
  groups: { groups: [{ ...group, hooks: known(hooks) }], leftOut: 0 },
});
const withCluster = (change: Partial<SeenCluster>): Partial<AwsFacts> => ({
  clusters: known({ clusters: [{ cluster: 'web', seen: known({ ...cluster, ...change }) }], leftOut: 0 }),
});
const problemsOf = (facts: AwsFacts) =>
  awsFindings(facts).flatMap((finding) => ('problem' in finding ? finding.problem : []));

describe('what is found of AWS', () => {
  it('a line for each check of a worker, and nothing to fix where all is well', () => {
    const lines = awsFindings(well).map(({ level, check }) => `${check} ${level}`);
    expect(lines).toEqual(
      checkNames.filter((check) => checks[check].by === 'worker').map((check) => `${check} ok`),
    );
  });

  it.each<[string, Partial<AwsFacts>]>([
    [
      'subscription-pending',
      { topics: [{ topicArn, subscriptions: known([{ protocol: 'sqs', isPending: true }]) }] },
    ],
    [
      'topic-without-subscription',
      { topics: [{ topicArn, subscriptions: known([{ protocol: 'email', isPending: false }]) }] },
    ],
    ['hook-timeout-short', withHooks({ ...hook, heartbeatTimeoutSeconds: 299 })],
    // What the group's own metadata says counts.
    ['deadline-beyond-global-timeout', withHooks({ ...hook, specChange: { deadlineSeconds: 172_801 } })],
    ['default-result-abandons', withHooks(hook, { ...hook, name: 'logs', notificationTargetArn: undefined })],
    [
      'service-never-moves',
      withCluster({ services: known([{ ...service, desiredCount: 1, maximumPercent: 150 }]) }),
    ],
    // 120 s, 30 s of the hosts and 300 s of the load balancer.
    ['stop-longer-than-deadline', { spec: { ...well.spec, deadlineSeconds: 449 } }],
  ])('%s', (problem, change) => {
    expect(problemsOf({ ...well, ...change })).toEqual([problem]);
  });

  it.each<[string, Partial<AwsFacts>]>([
    ['a timeout of five minutes', withHooks({ ...hook, heartbeatTimeoutSeconds: 300 })],
    ['a deadline at the global timeout', withHooks({ ...hook, specChange: { deadlineSeconds: 172_800 } })],
    [
      'CONTINUE beside another hook',
      withHooks(
        { ...hook, defaultResult: 'CONTINUE' },
        { ...hook, name: 'logs', notificationTargetArn: undefined },
      ),
    ],
    [
      'ABANDON where the group keeps the instance',
      {
        groups: {
          groups: [
            {
              ...group,
              hooks: known([hook, { ...hook, name: 'logs', notificationTargetArn: undefined }]),
              group: known({ retainsAbandoned: true }),
            },
          ],
          leftOut: 0,
        },
      },
    ],
    ['one task that may be two', withCluster({ services: known([{ ...service, desiredCount: 1 }]) })],
    ['containers that just stop in time', { spec: { ...well.spec, deadlineSeconds: 450 } }],
    [
      'one subscription of two that is confirmed',
      {
        topics: [
          {
            topicArn,
            subscriptions: known([
              { protocol: 'lambda', isPending: false },
              { protocol: 'sqs', isPending: true },
            ]),
          },
        ],
      },
    ],
  ])('%s is well', (_, change) => {
    expect(problemsOf({ ...well, ...change })).toEqual([]);
  });

  it('a shadow may do without what acts', () => {
    const permissions: AwsFacts['permissions'] = [
      { action: 'ecs:StopTask', result: { kind: 'denied', callError } },
      { action: 'ecs:ListTasks', result: { kind: 'denied', callError } },
    ];
    expect(problemsOf({ ...well, permissions })).toEqual(['action-denied', 'action-denied']);
    expect(problemsOf({ ...well, permissions, spec: { ...well.spec, mode: 'shadow' } })).toEqual([
      'shadow-mode',
      'optional-action-denied',
      'action-denied',
    ]);
  });

  it('where a part of each cluster and group is not told, neither', () => {
    const nothing = unknown(callError);
    const findings = awsFindings({
      ...well,
      ...withCluster({ services: nothing, stops: nothing }),
      groups: { groups: [{ ...group, hooks: nothing }], leftOut: 3 },
      permissions: [],
    });
    const unwell = findings
      .filter(({ level }) => level !== 'ok')
      .map(({ check, level }) => `${check} ${level}`);
    expect(unwell).toEqual([
      'hooks not-checked',
      'hooks not-checked',
      'services not-checked',
      'stop-times not-checked',
    ]);
    expect(findings.filter(({ check }) => check === 'hooks' || check === 'services')).toHaveLength(3);
  });

  it('what AWS does not tell is not checked, and no check says that all is well for it', () => {
    const nothing = unknown(callError);
    const findings = awsFindings({
      ...well,
      clusters: nothing,
      groups: { groups: [], leftOut: 0 },
      topics: [{ topicArn, subscriptions: nothing }],
      deadLetterQueues: [{ url: 'https://sqs/dead', messages: nothing }],
      waiting: nothing,
    });
    const levelsOf = (check: string) =>
      findings.filter((one) => one.check === check).map(({ level }) => level);
    for (const check of ['clusters', 'hooks', 'topics', 'dead-letters', 'services', 'stop-times', 'waiting'])
      expect([check, ...levelsOf(check)]).toEqual([check, 'not-checked']);
  });
});
