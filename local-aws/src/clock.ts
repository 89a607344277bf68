/** The one source of time. Nothing else in this workspace reads the machine's clock. */

/** Takes a scheduled event back; harmless when it has already run. */
export type Cancel = () => void;

/** Time in milliseconds since the epoch, and events that become due. */
export interface Clock {
  now(): number;
  /** Runs `event` once the clock has reached `atMs`; events of the same instant run in the order they were scheduled. */
  scheduleAt(atMs: number, event: () => void): Cancel;
  scheduleAfter(delayMs: number, event: () => void): Cancel;
  /** Runs everything that is due by now, in time order, so that what is answered next is true. */
  runDue(): void;
  /** Forgets every scheduled event. */
  clear(): void;
}

/** A clock that moves only when told to. Every due event sees the time that it was scheduled for. */
export interface SteppedClock extends Clock {
  /** Moves to `atMs`, running due events in order, those that they schedule included. Never goes back. */
  advanceTo(atMs: number): void;
  advanceBy(durationMs: number): void;
}

interface Scheduled {
  readonly atMs: number;
  readonly event: () => void;
  cancelled: boolean;
}

/** Events in time order; first in, first out within an instant. */
class EventQueue {
  private readonly events: Scheduled[] = [];

  add(atMs: number, event: () => void): Cancel {
    const scheduled: Scheduled = { atMs, event, cancelled: false };
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.events[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    this.events.splice(low, 0, scheduled);
    return () => {
      scheduled.cancelled = true;
    };
  }

  /** When the next event is due; undefined when there is none. */
  nextAtMs(): number | undefined {
    while (this.events[0]?.cancelled) this.events.shift();
    return this.events[0]?.atMs;
  }

  takeDue(byMs: number): Scheduled | undefined {
    const atMs = this.nextAtMs();
    return atMs !== undefined && atMs <= byMs ? this.events.shift() : undefined;
  }

  clear(): void {
    this.events.length = 0;
  }
}

/** A clock for tests. `startMs` defaults to a fixed, readable instant. */
export function steppedClock(startMs: number = Date.UTC(2026, 0, 1)): SteppedClock {
  const queue = new EventQueue();
  let nowMs = startMs;
  let running = false;

  const runUntil = (atMs: number): void => {
    // An event that asks for the clock to run is already inside the run that will do so.
    if (running) return;
    running = true;
    try {
      for (let due = queue.takeDue(atMs); due; due = queue.takeDue(atMs)) {
        nowMs = Math.max(nowMs, due.atMs);
        due.event();
      }
      nowMs = Math.max(nowMs, atMs);
    } finally {
      running = false;
    }
  };
  const scheduleAt = (atMs: number, event: () => void): Cancel => {
    const cancel = queue.add(Math.max(atMs, nowMs), event);
    // Nobody has to step the clock for what is due in this very instant.
    if (atMs <= nowMs) queueMicrotask(() => runUntil(nowMs));
    return cancel;
  };
  return {
    now: () => nowMs,
    scheduleAt,
    scheduleAfter: (delayMs, event) => scheduleAt(nowMs + delayMs, event),
    runDue: () => runUntil(nowMs),
    clear: () => queue.clear(),
    advanceTo: (atMs) => runUntil(atMs),
    advanceBy: (durationMs) => runUntil(nowMs + durationMs),
  };
}

/** Node's timers take at most 2^31 - 1 ms; longer waits are made of several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. Its timer does not keep a process alive: the HTTP server does. */
export function realClock(): Clock {
  const queue = new EventQueue();
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  const arm = (): void => {
    clearTimeout(timer);
    const atMs = queue.nextAtMs();
    if (atMs === undefined) return;
    timer = setTimeout(runDue, Math.min(Math.max(atMs - Date.now(), 0), LONGEST_TIMER_MS)).unref();
  };
  const runDue = (): void => {
    if (running) return;
    running = true;
    try {
      for (let due = queue.takeDue(Date.now()); due; due = queue.takeDue(Date.now())) due.event();
    } finally {
      running = false;
      arm();
    }
  };
  const scheduleAt = (atMs: number, event: () => void): Cancel => {
    const cancel = queue.add(atMs, event);
    if (!running && queue.nextAtMs() === atMs) arm();
    return cancel;
  };
  return {
    now: () => Date.now(),
    scheduleAt,
    scheduleAfter: (delayMs, event) => scheduleAt(Date.now() + delayMs, event),
    runDue,
    clear: () => {
      clearTimeout(timer);
      queue.clear();
    },
  };
}
