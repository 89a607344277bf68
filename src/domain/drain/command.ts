/** Commands that an operator may send to a running drain. */

/** Who gave a command, and the reason: the status and the log show both. */
export interface Attribution {
  readonly by: string;
  readonly reason: string;
}

/**
 * - `pause`: sends nothing to AWS but heartbeats, until `resume`. ECS goes on moving the tasks of services.
 * - `release`: completes the lifecycle action now, whatever still runs.
 * - `extend`: moves the deadline out.
 */
export type Command =
  | (Attribution & { readonly kind: 'pause' })
  | (Attribution & { readonly kind: 'resume' })
  | (Attribution & { readonly kind: 'release' })
  /** Milliseconds since the epoch. */
  | (Attribution & { readonly kind: 'extend'; readonly deadlineAt: number });

const kinds = { pause: true, resume: true, release: true, extend: true } as const satisfies Readonly<
  Record<Command['kind'], true>
>;
export const isCommandKind = (name: string): name is Command['kind'] => Object.hasOwn(kinds, name);

/** A command that was taken, and when. */
export type AcceptedCommand = Command & { readonly at: number };

/** What a command is answered: what is in force, which an earlier command may have said. */
export type CommandReply = AcceptedCommand & {
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
  const attribution = readAttribution(value);
  if (kind !== 'extend') return { kind, ...attribution };
  const { until } = value as Readonly<Record<string, unknown>>; // the attribution was read from it
  const deadlineAt = typeof until === 'string' ? Date.parse(until) : NaN;
  if (Number.isNaN(deadlineAt) || deadlineAt >= Date.UTC(2100, 0))
    throw new Error('expected "until", a time such as "2026-01-31T12:00:00Z"');
  return { kind, ...attribution, deadlineAt };
}

/**
 * Who tells it and why, as every command says.
 * @throws Error whose message says what is expected
 */
export function readAttribution(value: unknown): Attribution {
  const { by, reason } = (value ?? {}) as Readonly<Record<string, unknown>>; // checked member by member
  if (!text(by) || !text(reason))
    throw new Error('expected {"by": "who you are", "reason": "the reason"}, each of at most 500 characters');
  return { by, reason };
}
