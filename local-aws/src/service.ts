import type { z } from 'zod';
import type { AwsError } from './errors';
import type { ServiceName } from './record-entries';

/** Who is calling. */
export interface Caller {
  readonly accessKeyId: string;
  readonly requestId: string;
}

/** An operation: decoded input in, output members out. Synchronous, so that calls never interleave. */
export type Operation = (input: unknown, caller: Caller) => object;

/** A result that takes its time: the call was carried out, and its answer waits for something. */
export class Later {
  /** The signal aborts when nobody waits for the answer any more. */
  constructor(readonly answer: (signal: AbortSignal) => Promise<object>) {}
}

export interface Service {
  readonly name: ServiceName;
  readonly operations: Readonly<Record<string, Operation>>;
  /** The error for a call over the service's request rate; undefined lets it pass and takes a token. */
  throttle(operation: string): AwsError | undefined;
  unknownOperation(operation: string): AwsError;
}

/** Makes operations whose input is checked by a schema before they run; a bad one is the service's own error. */
export const operationFactory =
  (invalidInput: (message: string) => AwsError) =>
  <S extends z.ZodType>(schema: S, run: (input: z.output<S>, caller: Caller) => object): Operation =>
  (input, caller) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(parsed.data, caller);
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`,
    );
    throw invalidInput(problems.join('; '));
  };

/** Cuts a list into pages. Tokens are opaque to clients; a forged one is the error that `invalidToken` makes. */
export function page<T>(
  items: readonly T[],
  token: string | undefined,
  size: number,
  invalidToken: () => AwsError,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidToken();
  const end = start + size;
  const nextToken = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: items.slice(start, end), nextToken };
}
