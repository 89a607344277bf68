/** ECS's event that a task on a container instance has stopped, as EventBridge hands it to a function. */
import { randomUUID } from 'node:crypto';
import type { AccountRegion } from '../../src/domain/account-region';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
export function stoppedTask({ accountId, region }: AccountRegion, containerInstanceArn: string) {
  const cluster = containerInstanceArn.split('/')[1] ?? '';
  const arn = (what: string) => `arn:aws:ecs:${region}:${accountId}:${what}`;
  const taskArn = arn(`task/${cluster}/${randomUUID().replaceAll('-', '')}`);
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'ECS Task State Change',
    source: 'aws.ecs',
    account: accountId,
    time: new Date().toISOString(),
    region,
    resources: [taskArn],
    detail: {
      clusterArn: arn(`cluster/${cluster}`),
      containerInstanceArn,
      taskArn,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
    },
  };
}
