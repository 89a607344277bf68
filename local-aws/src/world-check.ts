import type { LocalAws } from './api';
import { serviceOf } from './deliveries';
import { misfit, takesTasks } from './ecs/placement';
import type { Cluster, ContainerInstance } from './ecs/state';
import { type Problem, problemsOf, Refused } from './refused';
import { defaultHost } from './user-data';
import { worldSchema } from './world-schema';
import type { TaskSpec, WorldSpec } from './world-spec';

/**
 * Refuses a world that cannot be built, before anything of it is: one that is not valid, that names what is there
 * already, or whose standalone tasks have no room. @throws Refused
 */
export function checkWorld(aws: LocalAws, spec: WorldSpec): void {
  const { error } = worldSchema.safeParse(spec);
  if (error) throw new Refused('invalid', problemsOf(error));
  const cluster = aws.ecs.state.clusters.get(spec.cluster);
  const taken = [
    ...takenGroup(aws, spec),
    ...missingQueues(aws, spec),
    ...(cluster ? takenServices(cluster, spec) : []),
  ];
  if (taken.length > 0) throw new Refused('conflict', taken);
  const homeless = withoutRoom(aws, spec, cluster);
  if (homeless) throw new Refused('invalid', [homeless]);
}

function takenGroup({ autoScaling }: LocalAws, { group, cluster }: WorldSpec): Problem[] {
  if (!autoScaling.groups.has(group ?? cluster)) return [];
  const message = `There is a group ${group ?? cluster} already.`;
  return [{ at: group === undefined ? 'cluster' : 'group', message }];
}

const missingQueues = ({ sqs }: LocalAws, { hooks = [] }: WorldSpec): Problem[] =>
  hooks.flatMap(({ notify = '' }, index) => {
    const isMissing = serviceOf(notify) === 'sqs' && !sqs.queues.has(notify);
    return isMissing ? [{ at: `hooks.${index}.notify`, message: `There is no queue ${notify}.` }] : [];
  });

const takenServices = (cluster: Cluster, { services = [] }: WorldSpec): Problem[] =>
  services.flatMap(({ name }, index) => {
    const { status = 'INACTIVE' } = cluster.services.get(name) ?? {};
    const message = `There is a service ${name} in ${cluster.name} already.`;
    return status === 'INACTIVE' ? [] : [{ at: `services.${index}.name`, message }];
  });

type Host = Pick<ContainerInstance, 'agentConnected' | 'cpu' | 'memoryMiB' | 'held'> & { tasks: number };

/** The first standalone task that would find no instance with room, were they placed as `createWorld` places them. */
function withoutRoom(aws: LocalAws, spec: WorldSpec, cluster: Cluster | undefined): Problem | undefined {
  const { standalone = [] } = spec;
  if (standalone.length === 0) return undefined;
  const { rules } = aws.ecs.env;
  const needRoom = standalone.some(({ cpu = 0, memoryMiB = 0 }) => cpu > 0 || memoryMiB > 0);
  const rivals = [...(cluster?.services.values() ?? [])].some(({ status }) => status === 'ACTIVE');
  if (needRoom && rivals) {
    const message = `The services of ${spec.cluster} want the room of new instances too: run these tasks by RunTask.`;
    return { at: 'standalone', message };
  }
  const there = [...(cluster?.instances.values() ?? [])].filter((each) => takesTasks(rules, each, undefined));
  const hosts = [
    ...there.map((each): Host => ({ ...each, held: { ...each.held }, tasks: each.tasks.size })),
    ...newHosts(spec),
  ];
  for (const [index, task] of standalone.entries()) {
    const needs = needsOf(task);
    for (let n = 0; n < (task.count ?? 1); n += 1) {
      const best = leastLoaded(hosts.filter((host) => misfit(rules, host, needs) === undefined));
      if (!best) {
        const message = `No instance of ${spec.cluster} has room for ${task.family}.`;
        return { at: `standalone.${index}`, message };
      }
      take(best, needs);
    }
  }
  return undefined;
}

/** The instances of the new group, as they are once they have joined. */
function newHosts({ instances = 1, joinCluster = true, bootSeconds = 0, ...spec }: WorldSpec): Host[] {
  if (!joinCluster || bootSeconds > 0) return [];
  return Array.from({ length: instances }, () => {
    const { instanceCpu: cpu = defaultHost.cpu, instanceMemoryMiB: memoryMiB = defaultHost.memoryMiB } = spec;
    const host: Host = { agentConnected: true, cpu, memoryMiB, held: { cpu: 0, memoryMiB: 0 }, tasks: 0 };
    for (const task of Object.values(spec.selfStarted ?? {})) take(host, needsOf(task));
    return host;
  });
}

const needsOf = ({ cpu = 0, memoryMiB = 0 }: TaskSpec) => ({ cpu, memoryMiB });

function take(host: Host, { cpu, memoryMiB }: ReturnType<typeof needsOf>): void {
  host.held.cpu += cpu;
  host.held.memoryMiB += memoryMiB;
  host.tasks += 1;
}

const leastLoaded = (hosts: readonly Host[]): Host | undefined =>
  hosts.reduce<Host | undefined>((best, host) => (best && best.tasks <= host.tasks ? best : host), undefined);
