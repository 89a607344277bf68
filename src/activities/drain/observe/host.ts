/** The container instance and its tasks. */
import type { Ecs } from '../../../aws/ecs';
import { partOf } from '../../../aws/call-error';
import {
  isCordoned,
  valueOf,
  type ContainerInstance,
  type ObservationRequest,
  type Observation,
} from '../../../domain/drain/observation/observation';
import type { TimeLeft } from './time-left';

export type FindHost = () => Promise<ContainerInstance | null>;

/**
 * Tasks first, then the instance with its counts: a task that ends in between is missing from the counts, which is harmless.
 * The other way round, every task that stopped meanwhile would look like one that no listing showed.
 */
export async function observeHostAndTasks(
  ecs: Ecs,
  request: ObservationRequest,
  find: FindHost,
  leftMs: TimeLeft,
): Promise<Pick<Observation, 'containerInstance' | 'tasks'>> {
  const { containerInstance: host, taskArns } = request;
  const observeHost = (at: ObservationRequest['containerInstance']) =>
    partOf('ecs.DescribeContainerInstances', leftMs(), () => hostAt(ecs, request.ec2InstanceId, at, find));
  if (host && taskArns) {
    const tasks = await partOf('ecs.DescribeTasks', leftMs(), async () => ({
      listed: false,
      tasks: await ecs.describeTasks(host.clusterArn, taskArns),
    }));
    return { tasks, containerInstance: await observeHost(host) };
  }
  const before = await observeHost(host);
  const found = valueOf(before);
  // Before that a list of its tasks would be out of date at once.
  if (!found || !isCordoned(found)) return { tasks: undefined, containerInstance: before };
  const tasks = await partOf('ecs.ListTasks', leftMs(), async (signal) => ({
    listed: true,
    tasks: await ecs.listUnstoppedTasks(found, { listRunning: request.listRunning, signal }),
  }));
  return { tasks, containerInstance: tasks.kind === 'unknown' ? before : await observeHost(found) };
}

async function hostAt(
  ecs: Ecs,
  ec2InstanceId: string,
  host: ObservationRequest['containerInstance'],
  find: FindHost,
): Promise<ContainerInstance | null> {
  const there = host && (await ecs.describeContainerInstance(host.clusterArn, host.containerInstanceArn));
  // One that is no longer there may have been registered anew, perhaps elsewhere.
  if (!there || there.status === 'INACTIVE') return find();
  if (there.agentConnected) return there;
  // An agent that lost its state registers anew beside the old registration. A search that fails takes nothing from what is known.
  const newest = await ecs.findContainerInstance(there.clusterArn, ec2InstanceId).catch(() => null);
  return newest ?? there;
}
