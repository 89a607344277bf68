import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface BenchServer {
  readonly url: string;
  /** From the start of the process to its address. */
  readonly startMs: number;
  /** Resident memory now. Linux only; undefined elsewhere. */
  residentMiB(): number | undefined;
  stop(): Promise<void>;
}

/** Starts a server in a process of its own, and waits until it has said its address. */
export async function startServer(script: string, ...args: readonly string[]): Promise<BenchServer> {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    url,
    startMs: Math.round(performance.now() - startedAtMs),
    residentMiB: () => residentMiB(child),
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      const url = /http:\/\/[\d.]+:\d+/.exec(output)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code ?? 'a signal'}: ${output}`)));
  });
}

function residentMiB({ pid }: ChildProcess): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
