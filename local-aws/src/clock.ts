/** The one source of time. Nothing else in this workspace reads the machine's clock. */

import { type Cancel, type EventFailure, EventQueue } from './clock-queue';

export type { Cancel } from './clock-queue';

/** Time in milliseconds since the epoch, and events that become due. */
export interface Clock {
  now(): number;
  /** Runs `event` once the clock has reached `atMs`; events of the same instant run in the order they were scheduled. */
  scheduleAt(atMs: number, event: () => void): Cancel;
  scheduleAfter(delayMs: number, event: () => void): Cancel;
  /** Runs everything that is due by now, in time order, so that what is answered next is true. */
  runDue(): void;
  /**
   * Tells of due events that throw; the others run all the same. Where nobody listens, what an event throws is thrown to
   * whoever runs the clock.
   */
  onFailure(listener: (failure: EventFailure) => void): void;
  /** Forgets every scheduled event. */
  clear(): void;
}

/** A clock that moves only when told to. Every due event sees the time that it was scheduled for. */
export interface SteppedClock extends Clock {
  /** Moves to `atMs`, running due events in order, those that they schedule included. Never goes back. */
  advanceTo(atMs: number): void;
  advanceBy(durationMs: number): void;
}

/** A clock for tests. `startMs` defaults to a fixed, readable instant. */
export function steppedClock(startMs: number = Date.UTC(2026, 0, 1)): SteppedClock {
  let nowMs = startMs;
  const queue = new EventQueue(() => nowMs);
  const reach = (atMs: number): void => {
    nowMs = Math.max(nowMs, atMs);
  };
  const runUntil = (atMs: number): void => {
    // An event that asks for the clock to run is already inside the run that will do so.
    if (queue.isRunning) return;
    queue.run(() => atMs, reach);
    reach(atMs);
  };
  const scheduleAt = (atMs: number, event: () => void): Cancel => {
    const cancel = queue.add(Math.max(atMs, nowMs), event);
    // Nobody has to step the clock for what is due in this very instant.
    if (atMs <= nowMs && !queue.isRunning) queueMicrotask(() => runUntil(nowMs));
    return cancel;
  };
  return {
    now: () => nowMs,
    scheduleAt,
    scheduleAfter: (delayMs, event) => scheduleAt(nowMs + delayMs, event),
    runDue: () => runUntil(nowMs),
    onFailure: (listener) => queue.onFailure(listener),
    clear: () => queue.clear(),
    advanceTo: (atMs) => runUntil(atMs),
    advanceBy: (durationMs) => runUntil(nowMs + durationMs),
  };
}

/** Node's timers take at most 2^31 - 1 ms; longer waits are made of several. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. Its timer does not keep a process alive: the HTTP server does. */
export function realClock(): Clock {
  const queue = new EventQueue(() => Date.now());
  let timer: NodeJS.Timeout | undefined;

  const arm = (): void => {
    clearTimeout(timer);
    const atMs = queue.nextAtMs();
    if (atMs === undefined) return;
    timer = setTimeout(runDue, Math.min(Math.max(atMs - Date.now(), 0), LONGEST_TIMER_MS)).unref();
  };
  const runDue = (): void => {
    if (queue.isRunning) return;
    try {
      queue.run(
        () => Date.now(),
        () => undefined,
      );
    } finally {
      arm();
    }
  };
  const scheduleAt = (atMs: number, event: () => void): Cancel => {
    const cancel = queue.add(atMs, event);
    if (!queue.isRunning && queue.nextAtMs() === atMs) arm();
    return cancel;
  };
  return {
    now: () => Date.now(),
    scheduleAt,
    scheduleAfter: (delayMs, event) => scheduleAt(Date.now() + delayMs, event),
    runDue,
    onFailure: (listener) => queue.onFailure(listener),
    clear: () => {
      clearTimeout(timer);
      queue.clear();
    },
  };
}
