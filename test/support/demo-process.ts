/** `npm run demo` as an operator runs it: a process group of its own, of which Ctrl-C reaches every process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { constants } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** No demo outlives the test file that started it, however its tests end. */
const alive = new Set<ChildProcess>();
afterAll(() => alive.forEach((child) => signal(child, 'SIGKILL')));

export interface EndedDemo {
  /** As a shell tells it: 128 and the signal's number where a signal ended the process. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningDemo {
  /** Resolves when it has ended and nothing holds its output any more. */
  readonly ended: Promise<EndedDemo>;
  /** Resolves when standard error has had this text. */
  untilSays(text: string): Promise<void>;
  ctrlC(): void;
}

/** Starts the demo; `--silent` keeps npm's own lines out of standard output. */
export function startDemo(...flags: string[]): RunningDemo {
  const child = spawn('npm', ['run', '--silent', 'demo', '--', ...flags], {
    cwd: path.resolve(__dirname, '../..'),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<EndedDemo>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      alive.delete(child);
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ exitCode, stdout, stderr });
    });
  });
  return {
    ended,
    untilSays: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (stderr.includes(text)) resolve();
        };
        child.stderr.on('data', check);
        child.once('close', () => reject(new Error(`the demo ended and never said "${text}":\n${stderr}`)));
        check();
      }),
    ctrlC: () => signal(child, 'SIGINT'),
  };
}

/** Sends it to the child's whole process group, as a terminal does. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, name);
}

/** The ports of what the demo says it has started: Temporal's Web UI, and the local AWS. */
export const portsIn = (progress: string): number[] =>
  [...progress.matchAll(/http:\/\/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));

/** Resolves when nobody listens on a port any more. */
export async function untilRefused(port: number): Promise<void> {
  while (await accepts(port)) await delay(50);
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
