import type { Place } from './reconcile/place';

/** A drain must reach a worker with the credentials of its account and Region, so each pair has a task queue of its own. */
export function taskQueueOf({ accountId, region }: Place): string {
  return `ecs-drain-${accountId}-${region}`;
}
