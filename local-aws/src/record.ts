import type { Clock } from './clock';
import type { CallRecord, RecordEntry, RecordedEvent } from './record-entries';

export interface UntilOptions {
  /** Wall-clock patience, for tests; the clock under test may stand still. @default 10_000 */
  readonly timeoutMs?: number;
  /** Look only at entries after this `seq`. @default 0 */
  readonly afterSeq?: number;
}

/** The append-only account of what happened. The auditor reads this and nothing else. */
export class LocalAwsRecord {
  private readonly all: RecordEntry[] = [];
  private readonly listeners = new Set<(entry: RecordEntry) => void>();
  private held: RecordedEvent[] | undefined;

  constructor(private readonly clock: Clock) {}

  get entries(): readonly RecordEntry[] {
    return this.all;
  }

  append(event: RecordedEvent): void {
    if (this.held) this.held.push(event);
    else this.write(event);
  }

  /**
   * Runs a call and writes it before the changes it caused, so that a reader meets the cause first.
   * `run` is synchronous: no other call can slip in between.
   */
  appendCall<T>(run: () => { readonly value: T; readonly call: CallRecord }): T {
    const effects: RecordedEvent[] = [];
    this.held = effects;
    try {
      const { value, call } = run();
      effects.unshift(call);
      return value;
    } finally {
      this.held = undefined;
      for (const event of effects) this.write(event);
    }
  }

  /** Calls `listener` for each new entry; returns a function that stops it. */
  onEntry(listener: (entry: RecordEntry) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /**
   * The first entry, already written or yet to come, that satisfies the predicate. Tests wait on this, never on time.
   * @throws when nothing matched within `timeoutMs`, naming the last entries.
   */
  until(predicate: (entry: RecordEntry) => boolean, options: UntilOptions = {}): Promise<RecordEntry> {
    const { timeoutMs = 10_000, afterSeq = 0 } = options;
    const found = this.all.find((entry) => entry.seq > afterSeq && predicate(entry));
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        stop();
        const last = this.all.slice(-5).map((entry) => JSON.stringify(entry));
        reject(
          new Error(`Nothing in the record matched within ${timeoutMs} ms. Its end:\n${last.join('\n')}`),
        );
      }, timeoutMs);
      const stop = this.onEntry((entry) => {
        if (entry.seq <= afterSeq || !predicate(entry)) return;
        clearTimeout(patience);
        stop();
        resolve(entry);
      });
    });
  }

  private write(event: RecordedEvent): void {
    const entry: RecordEntry = { ...event, seq: this.all.length + 1, at: this.clock.now() };
    this.all.push(entry);
    for (const listener of this.listeners) listener(entry);
  }
}
