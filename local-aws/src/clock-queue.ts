/** Takes a scheduled event back; harmless when it has already run. */
export type Cancel = () => void;

/** A due event that did not run to its end: a defect of this program, or of whoever scheduled it. */
export interface EventFailure {
  /** The beginning of the event's source: events have no other name. */
  readonly event: string;
  readonly error: unknown;
}

interface Scheduled {
  readonly atMs: number;
  readonly event: () => void;
  /** Scheduled by an event, for the instant in which that event ran. */
  readonly isImmediate: boolean;
  cancelled: boolean;
}

/** Ten thousand instances with ten tasks each, all ended in one instant, need a quarter of it. */
const MOST_IMMEDIATE_EVENTS = 500_000;

/** Events in time order; first in, first out within an instant. Runs them, and goes on where one throws. */
export class EventQueue {
  private events: Scheduled[] = [];
  private running = false;
  private readonly listeners = new Set<(failure: EventFailure) => void>();

  constructor(private readonly now: () => number) {}

  add(atMs: number, event: () => void): Cancel {
    const isImmediate = this.running && atMs <= this.now();
    const scheduled: Scheduled = { atMs, event, isImmediate, cancelled: false };
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

  get isRunning(): boolean {
    return this.running;
  }

  /**
   * Runs what is due by then, what that schedules included: there is no need, and no way, to run from inside of an event.
   * `reached` is told the time of each event before it runs.
   */
  run(byMs: () => number, reached: (atMs: number) => void): void {
    this.running = true;
    let immediate = 0;
    try {
      for (let due = this.takeDue(byMs()); due; due = this.takeDue(byMs())) {
        reached(due.atMs);
        immediate = due.isImmediate ? immediate + 1 : 0;
        if (immediate > MOST_IMMEDIATE_EVENTS) this.dropEndless(due);
        else this.runOne(due);
      }
    } finally {
      this.running = false;
    }
  }

  /** Tells of events that fail. Where nobody listens, a failure is thrown to whoever runs the clock. */
  onFailure(listener: (failure: EventFailure) => void): void {
    this.listeners.add(listener);
  }

  clear(): void {
    this.events.length = 0;
  }

  private takeDue(byMs: number): Scheduled | undefined {
    const atMs = this.nextAtMs();
    return atMs !== undefined && atMs <= byMs ? this.events.shift() : undefined;
  }

  private runOne({ event }: Scheduled): void {
    try {
      event();
    } catch (error) {
      this.fail(event, error);
    }
  }

  /** What was scheduled earlier for this instant has run: all that is left of it are children of the same events. */
  private dropEndless({ event }: Scheduled): void {
    this.events = this.events.filter(({ isImmediate }) => !isImmediate);
    const error = new Error(
      `${MOST_IMMEDIATE_EVENTS} events scheduled each other within one instant; dropped, or it would never end.`,
    );
    this.fail(event, error);
  }

  private fail(event: () => void, error: unknown): void {
    if (this.listeners.size === 0) throw error;
    for (const listener of this.listeners) listener({ event: nameOf(event), error });
  }
}

const NAME_LENGTH = 120;

const nameOf = (event: () => void): string => String(event).replace(/\s+/g, ' ').slice(0, NAME_LENGTH);
