import type { AccountRegion } from './account-region';

/** A drain must reach a worker with the credentials of its account and Region, so each pair has a task queue of its own. */
export function taskQueueOf({ accountId, region }: AccountRegion): string {
  return `ecs-drain-${accountId}-${region}`;
}

/** The account and Region whose task queue it is; undefined for a queue that is none of ours. */
export function accountRegionOf(taskQueue: string): AccountRegion | undefined {
  const [, accountId, region] = /^ecs-drain-(\d{12})-([a-z0-9-]+)$/.exec(taskQueue) ?? [];
  return accountId === undefined || region === undefined ? undefined : { accountId, region };
}
