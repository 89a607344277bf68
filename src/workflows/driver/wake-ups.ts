/** Hints that something has changed. Each names opaque keys, or nothing: then it is time at once. */

export interface WakeUp {
  readonly keys: readonly string[];
}

export interface WakeUps {
  readonly add: (wakeUp: unknown) => void;
  /** It is time to observe. */
  readonly areEnough: () => boolean;
  /**
   * An observation begins. A key that has led to it leads to no other, and goes on to count: AWS may show what changed a moment later
   * than it tells.
   */
  readonly heed: () => void;
  /** The sets of a plan; undefined: those of the one before. Keys that are in none are forgotten. */
  readonly waitFor: (sets: Sets | undefined) => void;
  /** For the next run. */
  readonly carried: () => CarriedWakeUps;
}

type Sets = readonly (readonly string[])[];

/** Of what a run was woken by, what counts in the next one. */
export interface CarriedWakeUps {
  readonly sets: Sets;
  readonly arrived: readonly string[];
  /** Something arrived that has led to no observation. */
  readonly isWoken: boolean;
}

export function openWakeUps(before: CarriedWakeUps = { sets: [], arrived: [], isWoken: false }): WakeUps {
  let { sets, isWoken } = before;
  let isNew = false;
  const arrived = new Set(before.arrived);
  const isAwaited = (key: string) => sets.some((keys) => keys.includes(key));
  const areEnough = () =>
    isWoken || (isNew && sets.some((keys) => keys.length > 0 && keys.every((key) => arrived.has(key))));
  return {
    add: (wakeUp) => {
      if (!isWakeUp(wakeUp)) {
        isWoken = true;
        return;
      }
      for (const key of wakeUp.keys.filter(isAwaited)) {
        isNew ||= !arrived.has(key);
        arrived.add(key);
      }
    },
    areEnough,
    heed: () => {
      isWoken = false;
      isNew = false;
    },
    waitFor: (next = sets) => {
      sets = next;
      for (const key of arrived) if (!isAwaited(key)) arrived.delete(key);
    },
    carried: () => ({ sets, arrived: [...arrived], isWoken: areEnough() }),
  };
}

const isWakeUp = (value: unknown): value is WakeUp =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);
