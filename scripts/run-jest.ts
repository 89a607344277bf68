import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

interface JestRun {
  /** Absolute paths. Empty: the whole project without its property tests, which are slow. */
  readonly files: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export type JestResult =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failed'; readonly firstFailure: string }
  | { readonly kind: 'timed-out' };

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** Runs the jest project local-aws, quietly, and says what failed first. */
export async function runJest({ files, environment, timeoutMs }: JestRun): Promise<JestResult> {
  const directory = await mkdtemp(join(tmpdir(), 'run-jest-'));
  const outputFile = join(directory, 'report.json');
  const jest = spawn(
    process.execPath,
    [
      require.resolve('jest/bin/jest'),
      `--config=${join(__dirname, 'mutate-jest.config.mjs')}`,
      '--json',
      `--outputFile=${outputFile}`,
      ...(files.length > 0
        ? ['--runInBand', '--runTestsByPath', ...files]
        : ['--testPathIgnorePatterns=/properties/']),
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, ...environment },
    },
  );
  const late = new AbortController();
  const patience = setTimeout(() => {
    late.abort();
    jest.kill('SIGKILL');
  }, timeoutMs);
  const code = await new Promise((resolve) => jest.once('exit', resolve));
  clearTimeout(patience);
  try {
    if (late.signal.aborted) return { kind: 'timed-out' };
    if (code === 0) return { kind: 'passed' };
    return { kind: 'failed', firstFailure: firstFailure(await readFile(outputFile, 'utf8')) };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function firstFailure(json: string): string {
  for (const { name, message, assertionResults } of report.parse(JSON.parse(json)).testResults) {
    const failed = assertionResults.find(({ status }) => status === 'failed');
    const file = name.slice(name.lastIndexOf('/test/') + '/test/'.length);
    if (failed) return `${file}: ${failed.fullName}`;
    if (message !== '') return `${file}: ${message.split('\n')[0] ?? ''}`;
  }
  throw new Error('jest failed and names no test.');
}
