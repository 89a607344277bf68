import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

interface JestRun {
  /** Absolute paths. Empty: the whole project without its property tests, which are slow. */
  readonly files: readonly string[];
  /** The full name of the one test to run; undefined: all. */
  readonly test?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** A test of the project. */
export const testName = z.object({
  /** From local-aws/test on. */
  file: z.string(),
  /** Its full name; of a file that could not be run, why. */
  test: z.string(),
});
export type TestName = z.output<typeof testName>;

export type JestResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly firstFailure: TestName }
  | { readonly kind: 'timed-out' };

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passed') }),
  z.object({ kind: z.literal('failed'), firstFailure: testName }),
]);

/** A process that runs the jest project local-aws, quietly, and says what failed first: one run at a time. */
export class JestHost {
  private child: ChildProcess | undefined;

  /** What does not end in time ends with its process; the next run gets a new one. */
  async run({ files, test, environment, timeoutMs }: JestRun): Promise<JestResult> {
    const child = (this.child ??= fork(join(__dirname, 'jest-host.mjs'), { execArgv: [], stdio: 'ignore' }));
    const over = new AbortController();
    const patience = setTimeout(() => {
      this.stop();
    }, timeoutMs);
    try {
      child.send({ files, test, environment });
      const [message] = (await Promise.race([
        once(child, 'message', { signal: over.signal }),
        once(child, 'exit', { signal: over.signal }).then(() => []),
      ])) as unknown[];
      if (message !== undefined) return answer.parse(message);
      if (this.child === child) throw new Error('jest ended and said nothing');
      return { kind: 'timed-out' };
    } finally {
      clearTimeout(patience);
      over.abort();
    }
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = undefined;
  }
}
