/** Whether plain data says something else. */
export const isDifferent = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** Returns what has changed; undefined where nothing has: each change is an event in the history. */
export const changedIn = <T>(before: T, after: T): T | undefined =>
  isDifferent(before, after) ? after : undefined;
