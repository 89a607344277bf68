import { mapInChunks } from '../../domain/chunks';
import type { SweepActivities } from '../../workflows/sweep.api';
import type { SweepDependencies } from './dependencies';

/** Side by side. */
const startsAtOnce = 20;

export const createStartDrains =
  ({ start: startDrain }: Pick<SweepDependencies['drains'], 'start'>): SweepActivities['startDrains'] =>
  async ({ start, leave }) => {
    const asked = await mapInChunks(start, startsAtOnce, startDrain);
    const isCancelled = new Set(start.filter((_, index) => asked[index] === 'cancelled'));
    const cancelled = [...isCancelled].map(({ lastDrain: _, ...hook }) => hook);
    return {
      start: start.filter((one) => !isCancelled.has(one)),
      leave: [...leave, ...cancelled.map((hook) => ({ ...hook, reason: 'cancelled' as const }))],
    };
  };
