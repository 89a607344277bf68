/** A worker as people run it: a process told everything by its environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { LocalAws } from '@ecs-drain/local-aws';
import { drainAccessKeyId } from '../../dev/local-stack';
import { program } from './provided';

/** No worker outlives the test file that started it, however its tests end. */
const alive = new Set<ChildProcess>();
afterAll(async () => {
  await Promise.all([...alive].map((child) => (child.kill('SIGKILL'), once(child, 'close'))));
});

const root = path.resolve(__dirname, '../..');

export interface WorkerProcess {
  readonly pid: number;
  /** What it has printed so far, on either stream. */
  output(): string;
  /** Resolves when it polls for work. */
  ready(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with its exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
}

/** The variables with which a worker serves a local AWS. */
export const workerEnvironment = (aws: LocalAws, temporalAddress: string): Record<string, string> => ({
  TEMPORAL_ADDRESS: temporalAddress,
  AWS_REGION: aws.region,
  AWS_ENDPOINT_URL: aws.url,
  AWS_ACCESS_KEY_ID: drainAccessKeyId,
  AWS_SECRET_ACCESS_KEY: 'local',
  ECS_DRAIN_ACCOUNT_ID: aws.accountId,
  ECS_DRAIN_RESYNC_SECONDS: '1',
});

/** What is run, and where. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  /** @default those of this process, who is to be root to choose others */
  readonly uid?: number;
  readonly gid?: number;
}

/** What `npm run worker` runs, without npm between us and the process that is to get the signals. */
export const fromTheSources: Program = {
  command: [process.execPath, '--import', 'tsx', 'src/worker/worker.ts'],
  cwd: root,
};

/** What the package has. */
const compiled = (): Program => ({ command: [process.execPath, program('ecs-drain-worker')], cwd: root });

/** Starts a worker with these variables and nothing else of this process's settings. */
export function startWorkerProcess(
  variables: Record<string, string>,
  { command: [file, ...args], ...how }: Program = compiled(),
): WorkerProcess {
  const child = spawn(file, args, {
    ...how,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  child.once('close', () => alive.delete(child));
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const ended = endOf(child);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ready: () =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (output.includes('"state":"RUNNING"')) resolve();
        };
        child.stderr.on('data', check);
        child.stdout.on('data', check);
        void ended.then((how) => reject(new Error(`the worker ended (${how}):\n${output}`)));
        check();
      }),
    kill: (signal) => child.kill(signal),
    ended: () => ended,
  };
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]; // Node's own contract
  return code ?? signal ?? 'SIGKILL';
}
