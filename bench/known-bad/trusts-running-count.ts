/**
 * The mistake: takes `runningTasksCount` 0 for "nothing runs".
 *
 * The count is of tasks that are *desired* RUNNING, so it reads 0 as soon as the last one is told to stop, while its
 * containers still answer requests in their stop timeout. The instance is terminated under them. The most reported of
 * all faults of drain tools: hosts killed while tasks are still stopping.
 */
import { DescribeContainerInstancesCommand } from '@aws-sdk/client-ecs';
import type { Drain, KnownBadClient } from './client';
import { complete, findContainerInstance, heartbeat, setDraining } from './steps';

export const trustsRunningCount: KnownBadClient = {
  accessKeyId: 'BAD-RUNNING-COUNT',
  async drain(drain) {
    const containerInstance = await findContainerInstance(drain);
    if (containerInstance !== undefined) {
      await setDraining(drain, containerInstance);
      while ((await runningTasksCount(drain, containerInstance)) > 0) {
        await heartbeat(drain);
        await drain.nextPoll();
      }
    }
    await complete(drain);
  },
};

async function runningTasksCount({ ecs, cluster }: Drain, containerInstance: string): Promise<number> {
  const { containerInstances = [] } = await ecs.send(
    new DescribeContainerInstancesCommand({ cluster, containerInstances: [containerInstance] }),
  );
  return containerInstances[0]?.runningTasksCount ?? 0;
}
