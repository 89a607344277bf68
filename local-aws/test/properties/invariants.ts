import type { LocalAws } from '../../src/index';
import type { Caller } from './caller';
import { z } from 'zod';
import { replay } from './replay';

/** What is wrong with a local AWS, in words; empty when every invariant holds. Its faults are cleared first. */
export async function violations(aws: LocalAws, caller: Caller): Promise<string[]> {
  aws.faults.clear();
  const replayed = replay(aws.record.entries);
  const found = [...replayed.broken];
  const claim = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };

  const placed = new Map<string, number>();
  for (const cluster of aws.ecs.state.clusters.values()) {
    for (const instance of cluster.instances.values()) {
      for (const { arn, lastStatus } of instance.tasks) {
        if (lastStatus !== 'STOPPED') placed.set(arn, (placed.get(arn) ?? 0) + 1);
      }
    }
  }
  for (const [arn, task] of replayed.tasks) {
    const times = placed.get(arn) ?? 0;
    claim(
      times === (task.lastStatus === 'STOPPED' ? 0 : 1),
      `a ${task.lastStatus} task is on ${times} instances`,
    );
  }

  for (const cluster of aws.ecs.state.clusters.values()) {
    for (const part of inParts([...cluster.tasks.values()].map(({ arn }) => arn))) {
      const { tasks } = await ask(
        caller,
        'DescribeTasks',
        { cluster: cluster.name, tasks: part },
        describedTasks,
      );
      claim(tasks.length === part.length, 'a task that is there is not described');
      for (const task of tasks) {
        const told = replayed.tasks.get(task.taskArn);
        const same =
          told?.lastStatus === task.lastStatus &&
          told.desiredStatus === task.desiredStatus &&
          told.containerInstanceArn === task.containerInstanceArn;
        claim(
          same,
          `a task is described as ${task.lastStatus}, recorded as ${told?.lastStatus ?? 'nothing'}`,
        );
      }
    }
    const instances = [...cluster.instances.values()].map(({ arn }) => arn);
    for (const part of inParts(instances)) {
      const input = { cluster: cluster.name, containerInstances: part };
      const answer = await ask(caller, 'DescribeContainerInstances', input, describedInstances);
      for (const one of answer.containerInstances) {
        const arn = one.containerInstanceArn;
        const status = replayed.containerInstances.get(arn)?.status;
        claim(
          status === one.status,
          `an instance is described as ${one.status}, recorded as ${status ?? 'nothing'}`,
        );
        if (one.status === 'INACTIVE') continue;
        const wanted = [...replayed.tasks.values()].filter(
          (task) => task.containerInstanceArn === arn && task.desiredStatus === 'RUNNING',
        );
        const running = wanted.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
        claim(
          one.runningTasksCount === running,
          `an instance counts ${one.runningTasksCount} running tasks of ${running}`,
        );
        const pending = wanted.length - running;
        claim(
          one.pendingTasksCount === pending,
          `an instance counts ${one.pendingTasksCount} pending tasks of ${pending}`,
        );
      }
    }
  }

  for (const group of aws.autoScaling.groups.values()) {
    const { body } = await caller.autoScaling('DescribeAutoScalingGroups', {
      AutoScalingGroupNames: [group.name],
    });
    const described = [...body.matchAll(/<InstanceId>([^<]+)<\/InstanceId>.*?<LifecycleState>([^<]+)</g)];
    claim(described.length === group.instances.size, 'a group has instances that it does not describe');
    for (const [, id = '', state = ''] of described) {
      const told = replayed.instances.get(id)?.lifecycleState;
      claim(told === state, `an EC2 instance is described as ${state}, recorded as ${told ?? 'nothing'}`);
    }
  }
  return [...new Set(found)];
}

const describedTasks = z.object({
  tasks: z.array(
    z.object({
      taskArn: z.string(),
      lastStatus: z.string(),
      desiredStatus: z.string(),
      containerInstanceArn: z.string(),
    }),
  ),
});

const describedInstances = z.object({
  containerInstances: z.array(
    z.object({
      containerInstanceArn: z.string(),
      status: z.string(),
      runningTasksCount: z.number(),
      pendingTasksCount: z.number(),
    }),
  ),
});

async function ask<S extends z.ZodType>(
  caller: Caller,
  operation: string,
  input: object,
  schema: S,
): Promise<z.output<S>> {
  const { body } = await caller.ecs(operation, input);
  return schema.parse(JSON.parse(body));
}

function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += 100) parts.push(items.slice(start, start + 100));
  return parts;
}
