/**
 * Checks the local AWS's answers against AWS's own models, with boto3 and the aws CLI: `npm run check:models`. Needs
 * Python 3.9 or later; both clients are installed once, into the user's cache. Where that is not to be had the check is
 * skipped, and says so: `skipped: 1`.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startLocalAws, steppedClock } from '@ecs-drain/local-aws';

const clients = ['boto3==1.44.5', 'awscli==1.46.3'];
const script = join(__dirname, 'check-models.py');

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end; what it prints is shown, or kept where `quiet`. */
async function run(program: string, args: readonly string[], quiet = false): Promise<Ended> {
  const child = spawn(program, args, {
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** The Python with both clients; installs them where they are not yet. A string is why there is none. */
async function python(): Promise<{ readonly path: string } | string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const home = join(cache, 'ecs-drain', `check-models-${clients.join('-').replaceAll('==', '-')}`);
  const path = join(home, 'bin', 'python');
  const done = join(home, 'bin', 'aws');
  if (existsSync(done)) return { path };
  const base = process.env.PYTHON ?? 'python3';
  const version = await run(base, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], true);
  if (version.code !== 0) return `there is no Python 3.9 or later (${base})`;
  console.error('Installing boto3 and the aws CLI, once.');
  const made = await run(base, ['-m', 'venv', home], true);
  const installed =
    made.code === 0 ? await run(path, ['-m', 'pip', 'install', '--quiet', ...clients], true) : made;
  if (installed.code === 0) return { path };
  rmSync(home, { recursive: true, force: true });
  return `boto3 and the aws CLI cannot be installed: ${installed.output.trim().split('\n').at(-1) ?? ''}`;
}

async function main(): Promise<void> {
  const found = await python();
  if (typeof found === 'string') {
    console.log(`skipped: 1 (${found})`);
    return;
  }
  // The tour is one client that asks for much at once; request rates have tests of their own.
  const aws = await startLocalAws({ clock: steppedClock(), throttling: false });
  const { code } = await run(found.path, [script, aws.url]);
  await aws.close();
  process.exitCode = code ?? 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
