/** Ways to deploy the template: between them every condition holds once and does not once. */
import type { Deployment } from './deployment';
import { readTemplate } from './read-template';
import { resolveTemplate, type ResolvedTemplate } from './resolve-template';

const accountRegion = { region: 'eu-central-1', accountId: '123456789012' };
const arn = (service: string, rest: string) =>
  `arn:aws:${service}:${accountRegion.region}:${accountRegion.accountId}:${rest}`;

/** What has no default. */
const needed = { ClusterArns: arn('ecs', 'cluster/main'), TemporalAddress: 'temporal.example.com:7233' };
const network = {
  WorkerImage: 'registry.example.com/ecs-drain:0.1.0',
  VpcId: 'vpc-0123456789abcdef0',
  SubnetIds: 'subnet-0123456789abcdef0,subnet-0123456789abcdef1',
};

const parametersOf = {
  /** As the quickstart begins. */
  'on Fargate': { ...needed, ...network, AutoScalingGroupNames: 'web,batch-jobs', Mode: 'live' },
  'on instances, with all that there is': {
    ...needed,
    ...network,
    ClusterArns: `${arn('ecs', 'cluster/main')},${arn('ecs', 'cluster/batch')}`,
    TemporalAddress: 'temporal.example.com:443',
    TemporalNamespace: 'drains.a1b2c',
    TemporalTls: 'true',
    TemporalTlsServerName: 'drains.example.com',
    TemporalTlsServerCaCert: '-----BEGIN CERTIFICATE-----\nof our own authority\n-----END CERTIFICATE-----\n',
    TemporalApiKeyArn: arn('secretsmanager', 'secret:temporal-AbCdEf'),
    TemporalTlsClientCertArn: arn('ssm', 'parameter/temporal/cert'),
    TemporalTlsClientKeyArn: arn('ssm', 'parameter/temporal/key'),
    SecretsKmsKeyArn: arn('kms', 'key/1'),
    AutoScalingGroupNames: 'web',
    OtherGroups: 'team-*,nightly',
    HookMetadata: '{"deadlineSeconds": 14400}',
    ExistingTopicArn: arn('sns', 'in-use'),
    TopicKmsKeyArn: arn('kms', 'key/2'),
    Mode: 'live',
    DeadlineSeconds: '3600',
    OnDeadline: 'abandon',
    MaxConcurrentDrains: '5',
    OutcomeTopicArn: arn('sns', 'outcomes'),
    StateChanges: 'true',
    RebalanceRecommendations: 'drain',
    WorkerOn: 'ec2',
    WorkerCluster: 'main',
    WorkerEnvironmentFileArn: 'arn:aws:s3:::settings/ecs-drain/worker.env',
    StarterInVpc: 'true',
    MetricsFromSecurityGroupId: 'sg-0123456789abcdef0',
    AlarmTopicArn: arn('sns', 'on-call'),
    StarterReservedConcurrency: '10',
    PermissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/bounds',
  },
  'in shadow, on hosts, with as little as there may be': {
    ...needed,
    Mode: 'shadow',
    WorkerOn: 'host',
    ProtectedTasks: 'override',
    CapacityProviders: 'false',
    SpotInterruptions: 'false',
    ScheduledChanges: 'false',
    StoppedTasks: 'false',
  },
} satisfies Record<string, Deployment['parameters']>;

export type DeploymentName = keyof typeof parametersOf;

export const deploymentNames = Object.keys(parametersOf) as DeploymentName[]; // `Object.keys` forgets them

export const template = readTemplate();

export const deployed = (name: DeploymentName, parameters: Deployment['parameters'] = {}): ResolvedTemplate =>
  resolveTemplate(template, { ...accountRegion, parameters: { ...parametersOf[name], ...parameters } });
