/** `ecs-drain` as an operator runs it: a process told everything by its command line and environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { program } from './provided';

/** No command outlives the test file that started it, however its tests end. */
const alive = new Set<ChildProcess>();
afterAll(() => alive.forEach((child) => child.kill('SIGKILL')));

const root = path.resolve(__dirname, '../..');

/** Time for a test that starts several commands, one after the other, on a machine that is busy: each costs a second of CPU. */
export const unhurriedMs = 180_000;

export interface EndedCli {
  /** As a shell tells it: 128 and the signal's number where a signal ended the process. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCli {
  /** Resolves when it has ended and nothing holds its output any more. */
  readonly ended: Promise<EndedCli>;
  /** Resolves when what it has printed on standard output is what the predicate wants. */
  untilPrints(predicate: (stdout: string) => boolean): Promise<void>;
  ctrlC(): void;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The program. @default the sources, compiled */
  readonly program?: readonly string[];
}

/** Starts a command with these variables and nothing else of this process's settings; nobody is at its standard input. */
export function startCli(
  args: readonly string[],
  { env = {}, program: file = [program('ecs-drain')] }: CliOptions = {},
): RunningCli {
  const child = spawn(process.execPath, [...file, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<EndedCli>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      alive.delete(child);
      resolve({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), stdout, stderr });
    });
  });
  return {
    ended,
    untilPrints: (predicate) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (predicate(stdout)) resolve();
        };
        child.stdout.on('data', check);
        child.once('close', () =>
          reject(new Error(`it ended and never printed that:\n${stdout}\n${stderr}`)),
        );
        check();
      }),
    ctrlC: () => child.kill('SIGINT'),
  };
}

/** The one JSON value on standard output. */
export const jsonOf = <S extends z.ZodType>({ stdout }: EndedCli, schema: S): z.output<S> =>
  schema.parse(JSON.parse(stdout));

/** What `list --json` prints. */
export const listed = z.object({
  drains: z.array(
    z.object({
      instance: z.string(),
      cluster: z.string(),
      phase: z.string(),
      tasksLeft: z.number().nullable(),
      reason: z.string(),
    }),
  ),
  leftOff: z.number(),
});
