/** What a person may tell a drain that runs. */

/** Who tells it, and why: for the status, and for whoever asks later. */
export interface Order {
  readonly by: string;
  readonly why: string;
}

/**
 * - `pause`: sends nothing to AWS but heartbeats, until `resume`. ECS goes on moving the tasks of services.
 * - `release`: completes the lifecycle action now, whatever still runs.
 * - `extend`: moves the deadline out.
 */
export type Command =
  | (Order & { readonly kind: 'pause' | 'resume' | 'release' })
  /** Milliseconds since the epoch. */
  | (Order & { readonly kind: 'extend'; readonly deadlineAt: number });

const kinds = { pause: true, resume: true, release: true, extend: true } as const satisfies Readonly<
  Record<Command['kind'], true>
>;
export const isCommandKind = (name: string): name is Command['kind'] => Object.hasOwn(kinds, name);

/** A command that was taken, and when. */
export type TakenCommand = Command & { readonly at: number };

/** What a command is answered: what is in force, which an earlier command may have said. */
export type CommandReply = TakenCommand & {
  /** Of `extend`: the deadline in force, in milliseconds since the epoch. */
  readonly deadlineAt?: number;
  /** What had left before the command could keep it from being sent, in words. */
  readonly alreadySent?: readonly string[];
};

const text = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 500;

/**
 * Reads what came with an update, from the CLI or typed by hand in the Temporal UI.
 * @throws Error whose message says what is expected
 */
export function readCommand(kind: Command['kind'], value: unknown): Command {
  const order = readOrder(value);
  if (kind !== 'extend') return { kind, ...order };
  const { until } = value as Readonly<Record<string, unknown>>; // an order was read from it
  const deadlineAt = typeof until === 'string' ? Date.parse(until) : NaN;
  if (Number.isNaN(deadlineAt) || deadlineAt >= Date.UTC(2100, 0))
    throw new Error('expected "until", a time such as "2026-01-31T12:00:00Z"');
  return { kind, ...order, deadlineAt };
}

/**
 * Who tells it and why, as every command says.
 * @throws Error whose message says what is expected
 */
export function readOrder(value: unknown): Order {
  const { by, why } = (value ?? {}) as Readonly<Record<string, unknown>>; // checked member by member
  if (!text(by) || !text(why))
    throw new Error('expected {"by": "who you are", "why": "the reason"}, each of at most 500 characters');
  return { by, why };
}
