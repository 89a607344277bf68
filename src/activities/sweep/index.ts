/** The activities of the sweep: reads of AWS, and drains asked for. */
import { act } from '../aws-call-failed';
import type { SweepActivities, SweepDependencies } from './activities';
import { createFindDraining } from './find-draining';
import { createFindWaiting } from './find-waiting';

export type { Asked, SweepActivities, SweepDependencies } from './activities';

/** Side by side. */
const startsAtOnce = 20;

export function createSweepActivities(dependencies: SweepDependencies): SweepActivities {
  const { ecs, clusters, drains } = dependencies;
  const findWaiting = createFindWaiting(dependencies);
  const findDraining = createFindDraining(dependencies);
  return {
    findWaiting: () => act(findWaiting),
    lastDrains: (ec2InstanceIds) => drains.last(ec2InstanceIds),
    startDrains: (hooks) => inTurn(hooks, startsAtOnce, drains.start),
    clustersToSweep: () =>
      clusters === 'all' ? act(() => ecs.listClusters()) : Promise.resolve([...clusters]),
    findDraining: (some) => act(() => findDraining(some)),
  };
}

/**
 * All are tried, some at once; the answers are in the order of the items.
 * @throws what the first of those threw that failed
 */
async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const settled: PromiseSettledResult<R>[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    settled.push(...(await Promise.allSettled(items.slice(from, from + atOnce).map(work))));
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
