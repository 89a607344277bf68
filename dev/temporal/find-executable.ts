/** What one way of finding an executable came to. */
export type Finding =
  | { readonly kind: 'found'; readonly path: string }
  /** This way does not lead there; the next one may. */
  | { readonly kind: 'not-found'; readonly reason: string }
  /** An operator asked for this way and it is wrong: going on would hide their mistake. */
  | { readonly kind: 'invalid'; readonly reason: string };

/** One way of finding an executable. A rejection counts as `not-found`, with the error's message as the reason. */
export interface Way {
  readonly name: string;
  find(): Promise<Finding>;
}

export const found = (path: string): Finding => ({ kind: 'found', path });
export const notFound = (reason: string): Finding => ({ kind: 'not-found', reason });
export const invalid = (reason: string): Finding => ({ kind: 'invalid', reason });

/** No way led to the executable. The message names each way and why it failed. */
export class ExecutableNotFoundError extends Error {
  override readonly name = 'ExecutableNotFoundError';
}

/**
 * Tries `ways` in order and answers the path of the first that finds `what`.
 *
 * @throws {ExecutableNotFoundError} when a way is `invalid`, or when none finds it.
 */
export async function findExecutable(what: string, ways: readonly Way[]): Promise<string> {
  const failures: string[] = [];
  for (const way of ways) {
    const finding = await attempt(way);
    if (finding.kind === 'found') return finding.path;
    if (finding.kind === 'invalid') throw new ExecutableNotFoundError(`${way.name}: ${finding.reason}`);
    failures.push(`  ${failures.length + 1}. ${way.name}: ${finding.reason}`);
  }
  throw new ExecutableNotFoundError([`Found no ${what}. Tried, in order:`, ...failures].join('\n'));
}

async function attempt(way: Way): Promise<Finding> {
  try {
    return await way.find();
  } catch (error) {
    return notFound(error instanceof Error ? error.message : String(error));
  }
}
