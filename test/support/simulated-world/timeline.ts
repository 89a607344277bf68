/** A clock on which things happen, each at its time. */
export interface Timeline {
  readonly now: () => number;
  /** When the next thing happens. */
  readonly next: () => number | undefined;
  readonly at: (time: number, happen: () => void) => void;
  readonly after: (seconds: number, happen: () => void) => void;
  /** Lets everything happen that is due until then. */
  readonly passUntil: (time: number) => void;
}

export function createTimeline(startAt: number): Timeline {
  let now = startAt;
  let due: { readonly time: number; readonly happen: () => void }[] = [];
  const at: Timeline['at'] = (time, happen) => {
    const place = due.findIndex((other) => other.time > time);
    due.splice(place === -1 ? due.length : place, 0, { time, happen });
  };
  return {
    now: () => now,
    next: () => due[0]?.time,
    at,
    after: (seconds, happen) => at(now + seconds * 1000, happen),
    passUntil: (time) => {
      for (let next = due[0]; next !== undefined && next.time <= time; next = due[0]) {
        due = due.slice(1);
        now = Math.max(now, next.time);
        next.happen();
      }
      now = Math.max(now, time);
    },
  };
}
