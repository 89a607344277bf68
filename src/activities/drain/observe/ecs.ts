import type { Ecs } from '../../../aws/ecs';
import { partOf } from '../../../aws/call-error';
import {
  valueOf,
  type ContainerInstance,
  type ObservationRequest,
  type Observation,
} from '../../../domain/drain/observation/observation';
import { observeHostAndTasks, type FindHost } from './host';
import type { TimeLeft } from './time-left';

type EcsParts = Pick<
  Observation,
  'containerInstance' | 'tasks' | 'services' | 'stopTimeouts' | 'protections'
>;

/** Each part by itself: one that hangs holds up none but those that cannot be asked without it. */
export async function observeEcs(
  ecs: Ecs,
  request: ObservationRequest,
  find: FindHost,
  leftMs: TimeLeft,
): Promise<EcsParts> {
  const hostAndTasks = observeHostAndTasks(ecs, request, find, leftMs);
  const host = hostAndTasks.then(({ containerInstance }) => valueOf(containerInstance) ?? undefined);
  const [seen, services, stopTimeouts, protections] = await Promise.all([
    hostAndTasks,
    observeServices(ecs, request, host, leftMs),
    observeStopTimeouts(ecs, request, leftMs),
    observeProtections(ecs, request, host, leftMs),
  ]);
  return { ...seen, services, stopTimeouts, protections };
}

type Host = Promise<ContainerInstance | undefined>;

/** Of the cluster where the instance is known to be, or else where it is found. */
async function observeServices(
  ecs: Ecs,
  { services, containerInstance }: ObservationRequest,
  host: Host,
  leftMs: TimeLeft,
): Promise<EcsParts['services']> {
  if (services.length === 0) return undefined;
  const there = containerInstance ?? (await host);
  return (
    there && partOf('ecs.DescribeServices', leftMs(), () => ecs.describeServices(there.clusterArn, services))
  );
}

async function observeStopTimeouts(
  ecs: Ecs,
  { taskDefinitionArns }: ObservationRequest,
  leftMs: TimeLeft,
): Promise<EcsParts['stopTimeouts']> {
  if (taskDefinitionArns.length === 0) return undefined;
  return Promise.all(
    taskDefinitionArns.map((arn) =>
      partOf('ecs.DescribeTaskDefinition', leftMs(), () => ecs.stopTimeout(arn)),
    ),
  );
}

/** Of interest for as long as DRAINING can be held back. */
async function observeProtections(
  ecs: Ecs,
  { protections }: ObservationRequest,
  host: Host,
  leftMs: TimeLeft,
): Promise<EcsParts['protections']> {
  const there = protections ? await host : undefined;
  if (there?.status !== 'ACTIVE') return undefined;
  return partOf('ecs.GetTaskProtection', leftMs(), (signal) => ecs.listProtections(there, { signal }));
}
