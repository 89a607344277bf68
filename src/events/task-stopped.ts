/** A task on a container instance has stopped: the last thing that a drain waits for, and nothing else announces it. */
import { z } from 'zod';
import { idOf } from '../domain/drain/observation/observation';
import { isEventOf } from './event-bridge-form';
import { ecsArn } from './fields';
import type { MessageKind } from './message-kind';
import { ignored, malformedBy } from './parsed';

const statusSchema = z.object({
  detail: z.object({ lastStatus: z.string(), containerInstanceArn: z.unknown().optional() }),
});

const stoppedSchema = z.object({
  detail: z.object({ taskArn: ecsArn('task'), containerInstanceArn: ecsArn('container-instance') }),
});

export const taskStopped: MessageKind = {
  name: 'task-state-change',
  takenFrom: 'event-bus',
  about: {
    comesFrom: '`aws.ecs`, "ECS Task State Change"',
    verifiedBy: 'ECS, in the observation that it wakes the drain for (DescribeTasks)',
    leadsTo: '`STOPPED` on a container instance: wakes the drain, and never starts one; all else: ignored',
    reads: ['detail.lastStatus', 'detail.taskArn', 'detail.containerInstanceArn'],
    page: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html',
  },
  matches: (message) => isEventOf(message, 'aws.ecs', 'ECS Task State Change'),
  parse: (message, { accountRegion }) => {
    const task = statusSchema.safeParse(message);
    if (!task.success) return malformedBy(task.error);
    const { lastStatus, containerInstanceArn } = task.data.detail;
    if (lastStatus !== 'STOPPED') return ignored('the task has not stopped yet');
    if (containerInstanceArn === undefined || containerInstanceArn === null)
      return ignored('the task was on no container instance, as those of Fargate');
    const stopped = stoppedSchema.safeParse(message);
    if (!stopped.success) return malformedBy(stopped.error);
    const { taskArn, containerInstanceArn: host } = stopped.data.detail;
    return { kind: 'wake', task: { taskArn }, containerInstanceId: idOf(host), accountRegion };
  },
};
