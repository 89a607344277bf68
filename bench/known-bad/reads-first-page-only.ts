/**
 * The mistake: reads the first page of every listing and takes it for all there is.
 *
 * A page holds at most 100 ARNs. The instance it looks for is on the second page of the cluster's: "not in the cluster,
 * nothing to drain". Or the tasks that still stop are on the second page, behind a hundred that have: "all stopped".
 * Reported as drain tools that work until there are more than 100 of something.
 */
import {
  DescribeContainerInstancesCommand,
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import type { Drain, KnownBadClient } from './client';
import { complete, heartbeat, isUnstopped, setDraining } from './steps';

export const readsFirstPageOnly: KnownBadClient = {
  accessKeyId: 'BAD-FIRST-PAGE',
  async drain(drain) {
    const containerInstance = await findOnFirstPage(drain);
    if (containerInstance !== undefined) {
      await setDraining(drain, containerInstance);
      while ((await tasksOnFirstPage(drain, containerInstance)).some(isUnstopped)) {
        await heartbeat(drain);
        await drain.nextPoll();
      }
    }
    await complete(drain);
  },
};

async function findOnFirstPage({ ecs, cluster, notice }: Drain): Promise<string | undefined> {
  const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster }));
  const { containerInstances = [] } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: containerInstanceArns }),
  );
  return containerInstances.find(({ ec2InstanceId }) => ec2InstanceId === notice.ec2InstanceId)
    ?.containerInstanceArn;
}

async function tasksOnFirstPage({ ecs, cluster }: Drain, containerInstance: string): Promise<Task[]> {
  const found: Task[] = [];
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
    const listed = await ecs.send(new ListTasksCommand({ cluster, containerInstance, desiredStatus }));
    const { taskArns = [] } = listed;
    if (taskArns.length === 0) continue;
    const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    found.push(...tasks);
  }
  return found;
}
