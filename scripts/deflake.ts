/**
 * Repeats one test file, in a new random order each time and with every core kept busy, until it fails:
 * `npm run deflake -- <test file> [--times <n>]`. Exits 0 when all runs pass, 1 at the first that does not.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

const DEFAULT_TIMES = 20;
const MAX_SEED = 2 ** 31;

function parse(): { file: string; times: number } {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { times: { type: 'string' } },
  });
  const [file] = positionals;
  const times = Number(values.times ?? DEFAULT_TIMES);
  if (file === undefined || positionals.length > 1 || !existsSync(file))
    throw new Error('name one test file that exists');
  if (!Number.isInteger(times) || times < 1) throw new Error('--times is a whole number above 0');
  return { file, times };
}

async function passes(file: string, seed: number): Promise<boolean> {
  const jest = spawn(
    process.execPath,
    [require.resolve('jest/bin/jest'), '--runTestsByPath', file, '--randomize', `--seed=${seed}`],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const code = await new Promise((resolve) => jest.once('exit', resolve));
  return code === 0;
}

async function main(): Promise<void> {
  const { file, times } = parse();
  const load = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
  let passed = 0;
  while (passed < times) {
    const seed = Math.floor(Math.random() * MAX_SEED);
    if (!(await passes(file, seed))) {
      console.error(
        `\nRun ${passed + 1} failed. Again with: npx jest --runTestsByPath ${file} --randomize --seed=${seed}`,
      );
      process.exitCode = 1;
      break;
    }
    passed += 1;
  }
  await Promise.all(load.map((worker) => worker.terminate()));
  console.error(`${passed} of ${times} runs passed.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
