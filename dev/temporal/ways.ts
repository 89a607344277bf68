import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isExecutable } from './cache';
import { found, invalid, notFound, type Way } from './find-executable';
import { run } from './run';

/** What the ways need of their surroundings. */
export interface Surroundings {
  /** PATH, HOME, XDG_CACHE_HOME and the variables that name an executable are read from here. */
  readonly env: NodeJS.ProcessEnv;
  /** Told in a line what takes long. */
  readonly progress: (line: string) => void;
}

const DOWNLOAD_TIMEOUT_MS = 180_000;

/** The path in an environment variable. An operator has set it, so a path that leads nowhere is `invalid`. */
export function fromEnvironment(variable: string, { env }: Surroundings): Way {
  return {
    name: variable,
    async find() {
      const file = env[variable];
      if (!file) return notFound('not set');
      return (await isExecutable(file)) ? found(file) : invalid(`${file} is not an executable file`);
    },
  };
}

/** An executable that an earlier run has made. */
export function fromCache(file: string): Way {
  return {
    name: 'the cache',
    find: async () => ((await isExecutable(file)) ? found(file) : notFound(`no ${file}`)),
  };
}

/**
 * The Temporal SDK's own download, kept in `folder`. The SDK downloads only in order to start, and it does so in a process of
 * its own here: in this one it would fix the SDK's process-wide runtime before its user has configured it.
 */
export function fromSdkDownload(
  server: 'dev-server' | 'time-skipping',
  folder: string,
  surroundings: Surroundings,
): Way {
  return {
    name: "the Temporal SDK's download",
    async find() {
      const before = await downloadedIn(folder);
      if (before !== undefined) return found(before);
      const script = path.join(__dirname, 'sdk-download.ts');
      await run(process.execPath, ['--require', require.resolve('tsx/cjs'), script, server, folder], {
        env: surroundings.env,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
      });
      const after = await downloadedIn(folder);
      return after === undefined ? notFound(`the SDK left no executable in ${folder}`) : found(after);
    },
  };
}

async function downloadedIn(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  // The SDK gives a download its final name when it is complete.
  for (const name of names.filter((name) => !name.endsWith('.downloading'))) {
    const file = path.join(folder, name);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}
