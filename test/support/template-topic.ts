/** The topic of deploy/template.yaml with its policy, the role of its hooks, and the hooks, on a local AWS that asks for permissions. */
import { AutoScalingClient, PutLifecycleHookCommand } from '@aws-sdk/client-auto-scaling';
import { SetTopicAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import { z } from 'zod';
import { statementsOf } from './deploy/policies';
import { readTemplate } from './deploy/read-template';
import { resolveTemplate } from './deploy/resolve-template';
import type { Scenario } from './scenario';

const hook = z.strictObject({
  AutoScalingGroupName: z.string(),
  LifecycleHookName: z.string(),
  LifecycleTransition: z.literal('autoscaling:EC2_INSTANCE_TERMINATING'),
  HeartbeatTimeout: z.coerce.number(),
  DefaultResult: z.string(),
  NotificationTargetARN: z.string(),
  RoleARN: z.string(),
});

const topicPolicy = z.strictObject({
  Topics: z.tuple([z.string()]),
  PolicyDocument: z.strictObject({
    Version: z.literal('2012-10-17'),
    Statement: z.array(z.looseObject({ Sid: z.string() })),
  }),
});

export type TemplateHook = z.output<typeof hook>;
export type TopicPolicy = z.output<typeof topicPolicy>['PolicyDocument'];

export interface TemplateTopic {
  readonly topicArn: string;
  readonly policy: TopicPolicy;
  /** Of the one group. */
  readonly hook: TemplateHook;
  /** As an administrator. */
  setPolicy(policy: TopicPolicy): Promise<void>;
  /** As an administrator. */
  putHook(change?: Partial<TemplateHook>): Promise<void>;
  /** Lets these access keys call as the hooks' role. */
  lendRole(...accessKeyIds: string[]): void;
  leave(): void;
}

/** Puts them there in CloudFormation's order, but for the hook; the starter is subscribed to the topic. */
export async function deployTopic(
  { aws, starterArn, accessAs }: Pick<Scenario, 'aws' | 'starterArn' | 'accessAs'>,
  { group, hookName }: { readonly group: string; readonly hookName: string },
): Promise<TemplateTopic> {
  const { region, accountId, iam } = aws;
  if (!iam) throw new Error('this local AWS asks for no permissions');
  const parameters = {
    ClusterArns: `arn:aws:ecs:${region}:${accountId}:cluster/any`,
    AutoScalingGroupNames: group,
    HookName: hookName,
    Mode: 'live',
    WorkerOn: 'host',
    TemporalAddress: 'temporal.example.com:7233',
  };
  const resolved = resolveTemplate(readTemplate(), { region, accountId, parameters });
  const { Topics, PolicyDocument } = topicPolicy.parse(resolved.resources.TopicPolicy?.Properties);
  const [topicArn] = Topics;
  const found = Object.values(resolved.resources).find(
    ({ Type }) => Type === 'AWS::AutoScaling::LifecycleHook',
  );
  const templateHook = hook.parse(found?.Properties);
  const statements = statementsOf(resolved, 'HookRole').map(({ Condition, ...statement }) => ({
    ...statement,
    ...(Condition && { Condition }),
  }));
  const sns = new SNSClient(accessAs('ADMINISTRATOR'));
  const autoScaling = new AutoScalingClient(accessAs('ADMINISTRATOR'));

  const deployment: TemplateTopic = {
    topicArn,
    policy: PolicyDocument,
    hook: templateHook,
    setPolicy: async (policy) => {
      const AttributeValue = JSON.stringify(policy);
      await sns.send(
        new SetTopicAttributesCommand({ TopicArn: topicArn, AttributeName: 'Policy', AttributeValue }),
      );
    },
    putHook: async (change = {}) => {
      await autoScaling.send(new PutLifecycleHookCommand({ ...templateHook, ...change }));
    },
    lendRole: (...accessKeyIds) =>
      iam.put({
        kind: 'role',
        name: nameOf(templateHook.RoleARN),
        accessKeyIds,
        policies: [{ Version: '2012-10-17', Statement: statements }],
      }),
    leave: () => {
      sns.destroy();
      autoScaling.destroy();
    },
  };
  aws.sns.subscribe(aws.sns.createTopic(nameOf(topicArn)), starterArn);
  await deployment.setPolicy(PolicyDocument);
  deployment.lendRole();
  return deployment;
}

const nameOf = (arn: string): string => arn.split(/[:/]/).at(-1) ?? '';
