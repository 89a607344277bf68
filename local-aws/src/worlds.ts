import type { LocalAws } from './api';
import { behaviourVariables } from './ecs/container-behaviour';
import { readTaskDefinition, taskDefinition } from './ecs/operations/task-definitions';
import { placeFor } from './ecs/placement';
import { serviceOf } from './deliveries';
import type { Cluster, TaskDefinition } from './ecs/state';
import { userDataTags } from './user-data';
import { checkWorld } from './world-check';
import type { HookSpec, ServiceSpec, StandaloneSpec, TaskSpec, WorldSpec } from './world-spec';

export interface World {
  readonly cluster: string;
  readonly group: string;
  /** EC2 instance ids, oldest first. */
  readonly instanceIds: readonly string[];
  /** ARNs of the hooks' topics, by hook name. */
  readonly topicArns: Readonly<Record<string, string>>;
  /** The container instance of an EC2 instance. @throws where it is in no cluster */
  containerInstance(instanceId: string): { readonly id: string; readonly arn: string };
}

/**
 * Builds a world in-process: no calls, no request rates. What is due at once has happened when it returns (instances
 * without `bootSeconds` are registered, tasks without `startSeconds` RUNNING). A cluster that is there already gets one
 * more group. @throws Refused where it cannot be built; nothing has changed then
 */
export function createWorld(aws: LocalAws, spec: WorldSpec): World {
  checkWorld(aws, spec);
  const cluster = aws.ecs.createCluster(spec.cluster);
  const topicArns: Record<string, string> = {};
  for (const [family, task] of Object.entries(spec.selfStarted ?? {})) define(aws, family, task);
  const group = createGroup(aws, spec, topicArns);
  aws.clock.runDue();
  for (const service of spec.services ?? []) createService(aws, cluster, service);
  for (const task of spec.standalone ?? []) runTasks(aws, cluster, task);
  aws.clock.runDue();
  return {
    cluster: cluster.name,
    group: group.name,
    instanceIds: [...group.instances.keys()],
    topicArns,
    containerInstance: (instanceId) => {
      const instance = aws.ecs.state.hosts.get(instanceId);
      if (!instance) throw new Error(`${instanceId} is in no cluster.`);
      return instance;
    },
  };
}

function createGroup(aws: LocalAws, spec: WorldSpec, topicArns: Record<string, string>) {
  const { group: name = spec.cluster, instances = 1, maxSize = instances + 10 } = spec;
  const tags = new Map<string, string>();
  const tag = (key: string, value: string | number | boolean | undefined) => {
    if (value !== undefined) tags.set(key, String(value));
  };
  if (spec.joinCluster ?? true) tag(userDataTags.cluster, spec.cluster);
  tag(userDataTags.bootSeconds, spec.bootSeconds);
  tag(userDataTags.arnFormat, spec.arnFormat);
  tag(userDataTags.cpu, spec.instanceCpu);
  tag(userDataTags.memory, spec.instanceMemoryMiB);
  tag(userDataTags.spot, spec.spot);
  tag(userDataTags.spotDraining, spec.spotDraining);
  tag(userDataTags.selfStarted, spec.selfStarted && Object.keys(spec.selfStarted).join(','));
  return aws.autoScaling.createGroup(
    {
      name,
      minSize: 0,
      maxSize,
      desiredCapacity: instances,
      launchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', LaunchTemplateName: name, Version: '1' },
      launchConfigurationName: undefined,
      availabilityZones: [`${aws.region}a`, `${aws.region}b`],
      tags,
    },
    (spec.hooks ?? []).map((hook) => ({
      name: hook.name,
      transition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatTimeoutSeconds: hook.heartbeatTimeoutSeconds ?? 3600,
      defaultResult: hook.defaultResult ?? 'ABANDON',
      notificationTargetArn:
        hook.notify === undefined || serviceOf(hook.notify) === 'sqs'
          ? hook.notify
          : createTopic(aws, name, hook, hook.notify, topicArns),
      roleArn: hook.notify === undefined ? undefined : roleOfHooks(aws),
      notificationMetadata: hook.notificationMetadata,
    })),
  );
}

/** As which hooks notify. Where calls need permission it is there with what it needs, unless there is one already. */
function roleOfHooks({ iam, accountId }: LocalAws): string {
  const name = 'autoscaling-notifications';
  const arn = `arn:aws:iam::${accountId}:role/${name}`;
  const isMissing = iam?.list().every((each) => each.arn !== arn);
  if (isMissing) {
    const Action = ['sns:Publish', 'sqs:SendMessage'];
    iam?.put({ kind: 'role', name, policies: [{ Statement: { Effect: 'Allow', Action, Resource: '*' } }] });
  }
  return arn;
}

function createTopic(
  aws: LocalAws,
  group: string,
  hook: HookSpec,
  functionArn: string,
  topicArns: Record<string, string>,
): string {
  const topic = aws.sns.createTopic(`${group}-${hook.name}`);
  aws.sns.subscribe(topic, functionArn);
  topicArns[hook.name] = topic.arn;
  return topic.arn;
}

function createService(aws: LocalAws, cluster: Cluster, spec: ServiceSpec): void {
  const isDaemon = spec.desiredCount === undefined;
  aws.ecs.createService({
    cluster,
    name: spec.name,
    definition: define(aws, spec.name, spec),
    scheduling: isDaemon ? 'DAEMON' : 'REPLICA',
    desiredCount: spec.desiredCount ?? 0,
    minimumHealthyPercent: spec.minimumHealthyPercent ?? (isDaemon ? 0 : 100),
    maximumPercent: spec.maximumPercent ?? (isDaemon ? 100 : 200),
    loadBalancers: spec.deregistrationDelaySeconds === undefined ? [] : [targetGroup(aws, spec.name)],
  });
}

const targetGroup = ({ accountId, region }: LocalAws, name: string) => ({
  targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/${name}/0123456789abcdef`,
  containerName: 'main',
  containerPort: 80,
});

function runTasks(aws: LocalAws, cluster: Cluster, spec: StandaloneSpec): void {
  const definition = define(aws, spec.family, spec);
  for (let n = 0; n < (spec.count ?? 1); n += 1) {
    const instance = placeFor(aws.ecs.env.rules, cluster, definition);
    if (!instance) throw new Error(`No instance of ${cluster.name} has room for ${spec.family}.`);
    aws.ecs.life.launch({ definition, instance, group: `family:${spec.family}`, startedBy: spec.startedBy });
  }
}

/** Registers a task definition with one container, the behaviour told by its environment as any client would. */
function define(
  aws: LocalAws,
  family: string,
  spec: TaskSpec & Pick<ServiceSpec, 'deregistrationDelaySeconds'>,
): TaskDefinition {
  const environment = [
    { name: behaviourVariables.runSeconds, value: spec.runSeconds },
    { name: behaviourVariables.stopSeconds, value: spec.stopSeconds },
    { name: behaviourVariables.startSeconds, value: spec.startSeconds },
    { name: behaviourVariables.deregistrationDelaySeconds, value: spec.deregistrationDelaySeconds },
    { name: behaviourVariables.ignoreSigterm, value: spec.ignoreSigterm ? 1 : undefined },
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value: String(value) }]));
  const container = {
    name: 'main',
    image: 'local-aws/container:1',
    cpu: spec.cpu ?? 0,
    memory: spec.memoryMiB,
    stopTimeout: spec.stopTimeoutSeconds,
    environment,
  };
  return aws.ecs.registerTaskDefinition(
    readTaskDefinition(taskDefinition.parse({ family, containerDefinitions: [container] })),
  );
}
