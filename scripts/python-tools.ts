/** Python's tools for checks: installed once, at the versions that are asked for, into the user's cache. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Ended {
  /** Null where the program could not be started, or was killed. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end; what it prints is shown, or kept where `quiet`. */
export async function run(program: string, args: readonly string[], quiet = false): Promise<Ended> {
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

/**
 * @param purpose names the folder in the cache
 * @param packages with their versions, as pip takes them: `boto3==1.44.5`
 * @param program one that the packages bring, and that is there once they are installed
 * @returns the folder of the programs, `python` among them; or, as a string, why there is none
 */
export async function pythonTools(
  purpose: string,
  packages: readonly string[],
  program: string,
): Promise<{ readonly folder: string } | string> {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const home = join(cache, 'ecs-drain', `${purpose}-${packages.join('-').replaceAll('==', '-')}`);
  const folder = join(home, 'bin');
  if (existsSync(join(folder, program))) return { folder };
  const base = process.env.PYTHON ?? 'python3';
  const version = await run(base, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))'], true);
  if (version.code !== 0) return `there is no Python 3.9 or later (${base})`;
  console.error(`Installing ${packages.join(' and ')}, once.`);
  const made = await run(base, ['-m', 'venv', home], true);
  const pip = ['-m', 'pip', 'install', '--quiet', ...packages];
  const installed = made.code === 0 ? await run(join(folder, 'python'), pip, true) : made;
  if (installed.code === 0) return { folder };
  rmSync(home, { recursive: true, force: true });
  return `${packages.join(' and ')} cannot be installed: ${installed.output.trim().split('\n').at(-1) ?? ''}`;
}
