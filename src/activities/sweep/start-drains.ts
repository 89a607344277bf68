import type { SweepActivities } from '../../workflows/sweep.api';
import type { SweepDependencies } from './dependencies';

/** Side by side. */
const startsAtOnce = 20;

export const createStartDrains =
  ({ start: startDrain }: Pick<SweepDependencies['drains'], 'start'>): SweepActivities['startDrains'] =>
  async ({ start, leave }) => {
    const asked = await inTurn(start, startsAtOnce, startDrain);
    const isCancelled = new Set(start.filter((_, index) => asked[index] === 'cancelled'));
    const cancelled = [...isCancelled].map(({ lastDrain: _, ...hook }) => hook);
    return {
      start: start.filter((one) => !isCancelled.has(one)),
      leave: [...leave, ...cancelled.map((hook) => ({ ...hook, reason: 'cancelled' as const }))],
    };
  };

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
