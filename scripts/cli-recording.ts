/** A real drain as somebody at a terminal sees it, on a Temporal server and a local AWS of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Cleanup } from '../dev/demo/cleanup';
import { quietLogs } from '../dev/demo/quiet';
import { setStage, type Stage } from '../dev/demo/stage';
import { buildWorld, terminate } from '../dev/demo/world';

export interface Recording {
  /** What `list --watch` printed from the first look to the last drain's end. */
  readonly watched: string;
  /** A `describe` in the middle, with its command line. */
  readonly described: string;
}

export async function record(): Promise<Recording> {
  const cleanup = new Cleanup();
  try {
    return await recordOn(await setStage(cleanup, quietLogs(console.error), console.error));
  } finally {
    await cleanup.run();
  }
}

async function recordOn({ temporal, stack }: Stage): Promise<Recording> {
  const { leaving } = await buildWorld(stack, 2);
  const cli = (...args: string[]) => startCli(temporal.address, args);
  const watching = cli('list', '--watch', '--interval', '1s');
  await watching.until(/no drains/);
  await terminate(stack, leaving);
  await watching.until(/ wait-for-tasks /);
  const [described] = leaving;
  const description = cli('describe', described ?? '');
  await once(description.child, 'close');
  await watching.until(/no drains[^]*no drains/);
  watching.child.kill('SIGINT');
  await once(watching.child, 'close');
  const normal = normaliser();
  return {
    watched: normal(watching.printed()),
    described: normal(`$ ecs-drain describe ${described}\n${description.printed()}`),
  };
}

interface Recorded {
  readonly child: ChildProcess;
  readonly printed: () => string;
  /** Resolves when what is printed matches. */
  readonly until: (pattern: RegExp) => Promise<void>;
}

function startCli(address: string, args: readonly string[]): Recorded {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], {
    cwd: join(__dirname, '..'),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TEMPORAL_ADDRESS: address },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  return {
    child,
    printed: () => printed,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (pattern.test(printed)) resolve();
        };
        child.stdout.on('data', check);
        child.once('close', () => reject(new Error(`ecs-drain ended and never printed ${String(pattern)}`)));
        check();
      }),
  };
}

const noon = Date.UTC(2026, 0, 31, 12);

/** Ids and times as they might be, the same in each recording: ids by the order in which they appear, times from noon on. */
function normaliser(): (text: string) => string {
  const ids = new Map<string, string>();
  let first: number | undefined;
  const idFor = (id: string): string => {
    const digits = createHash('md5').update(String(ids.size)).digest('hex');
    const known = ids.get(id) ?? (id.startsWith('i-') ? `i-0${digits.slice(0, 16)}` : digits);
    ids.set(id, known);
    return known;
  };
  return (text) =>
    text
      .replace(/\bi-[0-9a-f]{17}\b|\b[0-9a-f]{32}\b/g, idFor)
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (instant) => {
        first ??= Date.parse(instant);
        return new Date(noon + Date.parse(instant) - first).toISOString().replace('.000Z', 'Z');
      });
}
