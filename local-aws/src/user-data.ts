import { z } from 'zod';
import type { Surroundings } from './auto-scaling/surroundings';
import type { Ec2 } from './ec2/ec2';
import type { Ec2State } from './ec2/state';
import type { GroupInstance } from './auto-scaling/state';
import type { Cancel } from './clock';
import type { Ecs } from './ecs/ecs';
import { findTaskDefinition } from './ecs/find';
import type { ContainerInstance } from './ecs/state';

/** What an instance's user data does is told by tags on its Auto Scaling group, so that any client can say it. */
export const userDataTags = {
  /** Name of the cluster to register with. Absent: the instance joins none. */
  cluster: 'local-aws:cluster',
  /** From launch to registration; fractions allowed. @default 0 */
  bootSeconds: 'local-aws:boot-seconds',
  /** Task definition families, comma-separated, that the instance starts for itself with StartTask. */
  selfStarted: 'local-aws:self-started',
  /** `short` or `long` ARNs of the container instance and its tasks. @default long */
  arnFormat: 'local-aws:arn-format',
  /** CPU units of the instance. @default 4096 */
  cpu: 'local-aws:cpu',
  /** MiB of the instance. @default 16384 */
  memory: 'local-aws:memory',
  /** `true`: the instances are spot instances. @default false */
  spot: 'local-aws:spot',
  /** `true`: the agent drains at a spot notice, as with ECS_ENABLE_SPOT_INSTANCE_DRAINING. @default false */
  spotDraining: 'local-aws:spot-draining',
} as const;

/** An instance whose group says nothing of its size: CPU units, and MiB. */
export const defaultHost = { cpu: 4096, memoryMiB: 16_384 } as const;

const trueOrFalse = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const tags = z.object({
  [userDataTags.cluster]: z.string().optional(),
  [userDataTags.bootSeconds]: z.coerce.number().min(0).default(0),
  [userDataTags.selfStarted]: z.string().default(''),
  [userDataTags.arnFormat]: z.enum(['short', 'long']).default('long'),
  [userDataTags.cpu]: z.coerce.number().int().min(0).default(defaultHost.cpu),
  [userDataTags.memory]: z.coerce.number().int().min(0).default(defaultHost.memoryMiB),
  [userDataTags.spot]: trueOrFalse,
  [userDataTags.spotDraining]: trueOrFalse,
});

type UserData = z.output<typeof tags>;

const parseTags = (groupTags: ReadonlyMap<string, string>): UserData =>
  tags.parse(Object.fromEntries(groupTags));

/** The problem with a group's `local-aws:` tags, in words; undefined when they are understood. */
function tagsProblem(groupTags: ReadonlyMap<string, string>): string | undefined {
  const parsed = tags.safeParse(Object.fromEntries(groupTags));
  return parsed.success ? undefined : z.prettifyError(parsed.error);
}

/** How long the agent and user data wait before they try again where a cluster or a task definition is missing. */
const TRY_AGAIN_MS = 10_000;

/** Starts an instance's user data; the result takes back what it has yet to do. */
function boot(ecs: Ecs, ec2: Ec2, instance: GroupInstance): Cancel {
  const userData = parseTags(instance.group.tags);
  const clusterName =
    userData['local-aws:cluster'] ?? clusterIn(ecs, ec2.instances.get(instance.id)?.userData);
  let cancel: Cancel = () => undefined;
  /** Runs a step, now and again until it succeeds, then the next one. */
  const step = (delayMs: number, attempt: () => boolean, next: () => void): void => {
    cancel = ecs.env.clock.scheduleAfter(delayMs, () => {
      if (attempt()) next();
      else step(TRY_AGAIN_MS, attempt, next);
    });
  };
  let registered: ContainerInstance | undefined;
  step(
    userData['local-aws:boot-seconds'] * 1000,
    () => {
      if (clusterName === undefined) return true;
      registered = register(ecs, instance, userData, clusterName);
      return registered !== undefined;
    },
    () => {
      const on = registered;
      if (on)
        step(
          0,
          () => startOwnTasks(ecs, on, userData),
          () => undefined,
        );
    },
  );
  return () => cancel();
}

function register(
  ecs: Ecs,
  instance: GroupInstance,
  userData: UserData,
  clusterName: string,
): ContainerInstance | undefined {
  const cluster = ecs.state.clusters.get(clusterName);
  return (
    cluster &&
    ecs.hosts.register(cluster, {
      ec2InstanceId: instance.id,
      availabilityZone: instance.availabilityZone,
      arnFormat: userData['local-aws:arn-format'],
      cpu: userData['local-aws:cpu'],
      memoryMiB: userData['local-aws:memory'],
    })
  );
}

/** Starts the families that do not run yet; false when one is not registered. */
function startOwnTasks(ecs: Ecs, instance: ContainerInstance, userData: UserData): boolean {
  const families = userData['local-aws:self-started'].split(',').map((family) => family.trim());
  const own = new Set(
    [...instance.tasks].filter(({ role }) => role === 'self-started').map((t) => t.definition.family),
  );
  let complete = true;
  for (const family of families) {
    if (family === '' || own.has(family)) continue;
    const definition = findTaskDefinition(ecs.state, family);
    if (definition)
      ecs.life.launch({ definition, instance, group: `family:${family}`, startedBy: instance.id });
    else complete = false;
  }
  return complete;
}

/** What Auto Scaling needs of the machines it launches. */
export const machines = (ecs: Ecs, ec2: Ec2): Omit<Surroundings, 'notify'> => ({
  tagsProblem,
  launched: (instance) => launch(ec2, instance),
  boot: (instance) => boot(ecs, ec2, instance),
  power: (instanceId, state) => {
    if (state === 'running') ec2.start(instanceId);
    else ec2.stop(instanceId);
  },
  powerOf: (instanceId) => powerOf(ec2.instances.get(instanceId)?.state),
  terminate: (instanceId) => ec2.terminate(instanceId),
});

function powerOf(state: Ec2State = 'terminated'): 'running' | 'stopped' | 'terminated' {
  switch (state) {
    case 'pending':
    case 'running':
      return 'running';
    case 'stopping':
    case 'stopped':
      return 'stopped';
    case 'shutting-down':
    case 'terminated':
      return 'terminated';
  }
}

/** An instance has its launch template's user data, else one that says what its group's tags say. */
function launch(ec2: Ec2, { id, availabilityZone, group }: GroupInstance): void {
  const { LaunchTemplateId, LaunchTemplateName } = group.launchTemplate ?? {};
  const template = ec2.findLaunchTemplate(LaunchTemplateId ?? LaunchTemplateName);
  const cluster = group.tags.get(userDataTags.cluster);
  const { [userDataTags.spot]: isSpot, [userDataTags.spotDraining]: drains } = parseTags(group.tags);
  const lines = [
    `ECS_CLUSTER=${cluster ?? ''}`,
    ...(drains ? ['ECS_ENABLE_SPOT_INSTANCE_DRAINING=true'] : []),
  ];
  const script = ['#!/bin/bash', ...lines.map((line) => `echo ${line} >> /etc/ecs/ecs.config`), ''].join(
    '\n',
  );
  const told = cluster === undefined ? undefined : Buffer.from(script).toString('base64');
  const tags = new Map([...group.tags, ['aws:autoscaling:groupName', group.name]]);
  ec2.launch({ id, availabilityZone, tags, userData: template?.userData ?? told, isSpot });
}

/** The cluster of the line `ECS_CLUSTER=…` that user data writes to /etc/ecs/ecs.config. */
function clusterIn(ecs: Ecs, userData: string | undefined): string | undefined {
  if (userData === undefined || !ecs.env.rules.holds('user-data-names-the-cluster')) return undefined;
  return /\bECS_CLUSTER=["']?([\w-]+)/.exec(Buffer.from(userData, 'base64').toString())?.[1];
}

/**
 * What the agent does at a spot notice where its configuration says so.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/spot-instance-draining-linux-container.html
 */
export function drainAtSpotNotices(ecs: Ecs, ec2: Ec2): void {
  ec2.on('spotNotice', (instanceId) => {
    const instance = ecs.state.hosts.get(instanceId);
    const { userData, tags: instanceTags } = ec2.instances.get(instanceId) ?? {};
    const isTold =
      instanceTags?.get(userDataTags.spotDraining) === 'true' ||
      /\bECS_ENABLE_SPOT_INSTANCE_DRAINING=["']?true/.test(Buffer.from(userData ?? '', 'base64').toString());
    if (!isTold || !instance?.agentConnected || instance.status !== 'ACTIVE') return;
    if (ecs.env.rules.holds('agents-drain-at-spot-notices')) ecs.hosts.setStatus(instance, 'DRAINING');
  });
}
