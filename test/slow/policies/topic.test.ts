import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { PrincipalSpec } from '@ecs-drain/local-aws';
import { quietRuntime } from '../../support/quiet';
import { hookName, startScenario, type Scenario } from '../../support/scenario';
import { giveWorker, workerStatements } from '../../support/template-policies';
import { deployTopic, type TemplateTopic } from '../../support/template-topic';

const cluster = 'demo';

const mayPublishAnywhere: PrincipalSpec['policies'] = [
  { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sns:*', Resource: '*' } },
];
/** Who is not the hook's role, each with permission of its own to publish anywhere. */
const others: Readonly<Record<string, PrincipalSpec>> = {
  'an administrator of the account': {
    kind: 'user',
    name: 'ann',
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
  },
  'another role': { kind: 'role', name: 'OtherRole', policies: mayPublishAnywhere },
  'another account': {
    kind: 'role',
    name: 'Elsewhere',
    accountId: '999999999999',
    policies: mayPublishAnywhere,
  },
  'a role of the same name in another account': {
    kind: 'role',
    name: 'HookRole',
    accountId: '999999999999',
    policies: mayPublishAnywhere,
  },
};

describe("the template's topic", () => {
  let scenario: Scenario;
  let topic: TemplateTopic;
  beforeAll(async () => {
    quietRuntime();
    scenario = await startScenario({
      aws: { iam: { otherKeys: 'administrators' } },
      clusters: [cluster],
      worker: false,
    });
    const { aws } = scenario;
    giveWorker(aws, workerStatements(aws, { clusters: [cluster], groups: [cluster] }));
    await scenario.startWorker();
    topic = await deployTopic(scenario, { group: cluster, hookName });
  });
  afterAll(async () => {
    topic.leave();
    await scenario.stop();
  });
  afterEach(() => topic.setPolicy(topic.policy));

  /** Publishes a message that the starter would start a drain for, if it came. */
  const publishAs = async (accessKeyId: string) => {
    const sns = new SNSClient({ ...scenario.accessAs(accessKeyId), maxAttempts: 1 });
    try {
      await sns.send(new PublishCommand({ TopicArn: topic.topicArn, Message: '{}' }));
    } finally {
      sns.destroy();
    }
  };
  const publishedSince = (seq: number) =>
    scenario.aws.record.entries.slice(seq).filter(({ kind }) => kind === 'notification');

  it("hears the hook's role, and the starter starts the drain", async () => {
    const services = [{ name: 'web', desiredCount: 2 }];
    const world = scenario.createWorld({ cluster, hooks: [], instances: 2, services });
    await topic.putHook();
    const [leaving = ''] = world.instanceIds;
    await scenario.terminate(leaving);
    await expect(scenario.result(leaving)).resolves.toMatchObject({ outcome: 'drained' });
    expect(scenario.findings()).toEqual([]);
  });

  it("hears a session of the hook's role, whoever has it", async () => {
    topic.lendRole('HOOK');
    await expect(publishAs('HOOK')).resolves.toBeUndefined();
    topic.lendRole();
  });

  it.each(Object.entries(others))('does not hear %s, who may publish anywhere', async (_, principal) => {
    const before = scenario.aws.record.entries.length;
    scenario.aws.iam?.put({ ...principal, accessKeyIds: ['OTHER'] });
    await expect(publishAs('OTHER')).rejects.toMatchObject({
      name: 'AuthorizationErrorException',
      message: expect.stringMatching(
        /SNS:Publish .* with an explicit deny in a resource-based policy$/,
      ) as string,
    });
    expect(publishedSince(before)).toEqual([]);
    scenario.aws.iam?.put({ ...principal, accessKeyIds: [] });
  });

  it('would hear an administrator without its NobodyElseMayPublish', async () => {
    const { policy } = topic;
    await topic.setPolicy({
      ...policy,
      Statement: policy.Statement.filter(({ Sid }) => Sid !== 'NobodyElseMayPublish'),
    });
    await expect(publishAs('ADMINISTRATOR')).resolves.toBeUndefined();
  });

  it('refuses a hook with another role', async () => {
    const { aws } = scenario;
    const RoleARN = `arn:aws:iam::${aws.accountId}:role/OtherRole`;
    aws.iam?.put({ kind: 'role', name: 'OtherRole', policies: mayPublishAnywhere });
    scenario.createWorld({ cluster, group: 'other', hooks: [] });
    const before = aws.record.entries.length;
    await expect(topic.putHook({ AutoScalingGroupName: 'other', RoleARN })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(`using IAM role ${RoleARN}`) as string,
    });
    expect(publishedSince(before)).toEqual([]);
    expect(aws.autoScaling.groups.get('other')?.hooks.size).toBe(0);
  });
});
