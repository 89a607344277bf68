import { randomUUID } from 'node:crypto';
import {
  access,
  constants,
  link,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 200;

/** The folder in which this user's downloads and builds are kept from one run to the next. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'ecs-drain');
}

/** Whether `file` is a regular file that this user may execute. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/**
 * Makes the executable `file` once, whatever number of processes ask for it at the same time: the first builds, the others
 * wait. What is built appears whole or not at all, as it is built in a folder of its own that is then renamed.
 *
 * @param file the executable, in a folder that holds nothing else than what `build` makes.
 * @param build makes `basename(file)` in the empty folder it is given.
 * @param progress told in a line when there is another process to wait for.
 * @returns `file`
 * @throws what `build` throws, or when it did not make the executable; nothing is left behind then.
 */
export async function buildOnce(
  file: string,
  build: (folder: string) => Promise<void>,
  progress: (line: string) => void,
): Promise<string> {
  const folder = path.dirname(file);
  await mkdir(path.dirname(folder), { recursive: true });
  const unlock = await lock(`${folder}.lock`, progress);
  const staging = `${folder}.building-${process.pid}`;
  try {
    if (await isExecutable(file)) return file;
    await removeUnfinished(folder);
    await mkdir(staging);
    await build(staging);
    if (!(await isExecutable(path.join(staging, path.basename(file))))) {
      throw new Error(`the build ended well but made no ${path.basename(file)}`);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
    return file;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await unlock();
  }
}

/** What processes that were killed have left; the lock says that no living one builds. */
async function removeUnfinished(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const unfinished = (await readdir(parent)).filter((name) =>
    name.startsWith(`${path.basename(folder)}.building-`),
  );
  await Promise.all(unfinished.map((name) => rm(path.join(parent, name), { recursive: true, force: true })));
}

/**
 * Takes a lock file that names its holder's process id, waiting while that process lives. No event tells a process that
 * another one has ended, hence the looking again. Should two processes take over a dead one's lock at the same moment, one
 * of them may fail, and the renaming keeps the result whole.
 */
async function lock(file: string, progress: (line: string) => void): Promise<() => Promise<void>> {
  // Written first and linked then, so that a lock never stands without its holder's id.
  const mine = `${file}-${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    let told = false;
    while (!(await linked(mine, file))) {
      const holder = Number(await readFile(file, 'utf8').catch(() => ''));
      if (holder !== 0 && !isAlive(holder)) {
        await rm(file, { force: true });
        continue;
      }
      if (!told) progress(`waiting for process ${holder}, which is making the same (lock: ${file})`);
      told = true;
      await delay(POLL_INTERVAL_MS);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(file, { force: true });
}

async function linked(existing: string, file: string): Promise<boolean> {
  try {
    await link(existing, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
