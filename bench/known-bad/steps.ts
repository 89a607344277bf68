/** The steps of a drain as they should be, for clients that do all but one of them this way. */
import {
  CompleteLifecycleActionCommand,
  RecordLifecycleActionHeartbeatCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeTasksCommand,
  ListContainerInstancesCommand,
  paginateListTasks,
  type Task,
  UpdateContainerInstancesStateCommand,
} from '@aws-sdk/client-ecs';
import type { Drain } from './client';

/** ARN of the instance's container instance; undefined when it is not in the cluster. */
export async function findContainerInstance({ ecs, cluster, notice }: Drain): Promise<string | undefined> {
  const filter = `ec2InstanceId == ${notice.ec2InstanceId}`;
  const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster, filter }));
  return containerInstanceArns?.[0];
}

/** From here on nothing is placed on the container instance, and its services' tasks move away. */
export async function setDraining({ ecs, cluster }: Drain, containerInstance: string): Promise<void> {
  const containerInstances = [containerInstance];
  await ecs.send(
    new UpdateContainerInstancesStateCommand({ cluster, containerInstances, status: 'DRAINING' }),
  );
}

/** Every task on the container instance, also those that were told to stop, from every page. */
export async function tasksOn({ ecs, cluster }: Drain, containerInstance: string): Promise<Task[]> {
  const taskArns: string[] = [];
  for (const desiredStatus of ['RUNNING', 'STOPPED'] as const) {
    const pages = paginateListTasks({ client: ecs }, { cluster, containerInstance, desiredStatus });
    for await (const page of pages) taskArns.push(...(page.taskArns ?? []));
  }
  const found: Task[] = [];
  while (taskArns.length > 0) {
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster, tasks: taskArns.splice(0, 100) }),
    );
    found.push(...tasks);
  }
  return found;
}

/** Waits until every task on the container instance is STOPPED, and keeps the lifecycle action alive. */
export async function untilStopped(drain: Drain, containerInstance: string): Promise<void> {
  while ((await tasksOn(drain, containerInstance)).some(isUnstopped)) {
    await heartbeat(drain);
    await drain.nextPoll();
  }
}

export const isUnstopped = ({ lastStatus }: Task): boolean => lastStatus !== 'STOPPED';

/** Restarts the timeout of the lifecycle action. */
export async function heartbeat({ autoScaling, notice }: Drain): Promise<void> {
  await autoScaling.send(
    new RecordLifecycleActionHeartbeatCommand({
      AutoScalingGroupName: notice.autoScalingGroupName,
      LifecycleHookName: notice.lifecycleHookName,
      LifecycleActionToken: notice.lifecycleActionToken,
    }),
  );
}

/** Lets Auto Scaling go on with the termination. */
export const complete = (drain: Drain): Promise<void> => completeHook(drain, drain.notice.lifecycleHookName);

/** Completes the instance's lifecycle action of a hook, by instance: the token is the notice's own hook's. */
export async function completeHook({ autoScaling, notice }: Drain, LifecycleHookName: string): Promise<void> {
  await autoScaling.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: notice.autoScalingGroupName,
      LifecycleHookName,
      InstanceId: notice.ec2InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );
}
