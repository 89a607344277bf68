/**
 * The mistake: stops the tasks that the instance started for itself as soon as the drain begins.
 *
 * Log routers, proxies and metric agents are such tasks, and the other tasks need them until their own last line is
 * written. Reported as daemons that are stopped too early, and as the logs of a shutdown that nobody ever got.
 */
import { StopTaskCommand } from '@aws-sdk/client-ecs';
import type { Drain, KnownBadClient } from './client';
import { complete, findContainerInstance, isUnstopped, setDraining, tasksOn, untilStopped } from './steps';

export const stopsDaemonsFirst: KnownBadClient = {
  accessKeyId: 'BAD-DAEMONS-FIRST',
  async drain(drain) {
    const containerInstance = await findContainerInstance(drain);
    if (containerInstance !== undefined) {
      await setDraining(drain, containerInstance);
      await stopSelfStarted(drain, containerInstance);
      await untilStopped(drain, containerInstance);
    }
    await complete(drain);
  },
};

/** User data that starts a task on its own host gives the container instance's id as `startedBy`. */
async function stopSelfStarted(drain: Drain, containerInstance: string): Promise<void> {
  const id = containerInstance.slice(containerInstance.lastIndexOf('/') + 1);
  for (const task of await tasksOn(drain, containerInstance)) {
    if (task.startedBy !== id || !isUnstopped(task)) continue;
    await drain.ecs.send(new StopTaskCommand({ cluster: drain.cluster, task: task.taskArn }));
  }
}
