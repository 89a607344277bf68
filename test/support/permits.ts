/** Permits, of which only so many are taken at once. */
export interface Permits {
  /** Waits for a permit; returns what gives it back, once, however often it is called. */
  take(): Promise<() => void>;
}

export function createPermits(atOnce: number): Permits {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  const returnPermits = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    take: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isTaken = true;
      return () => {
        if (isTaken) returnPermits();
        isTaken = false;
      };
    },
  };
}
