import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const KEPT_LINES = 30;

/** A child process that ends with this one, however this one ends. */
export interface GuardedProcess {
  readonly pid: number;
  /** Resolves with a sentence about its end when it has ended; never rejects. */
  readonly ended: Promise<string>;
  /** The last lines of what it has written. */
  lastOutput(): string;
  /** Ends it at once. Resolves when it has ended; may be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts a process that cannot outlive this one: a guard beside it reads from a pipe that only this process holds, and kills it
 * by its process id when the pipe closes. The pipe closes on `stop()`, on an ordinary exit and on an uncaught error, but also
 * on Ctrl-C and when this process is killed, where no handler of ours would run. The child neither keeps this process alive
 * nor gets the terminal's Ctrl-C itself, so what uses it can shut down before it.
 *
 * @throws when the executable cannot be started.
 */
export async function startGuarded(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<GuardedProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ecs-drain-'));
  const log = path.join(folder, 'output.log');
  // A file and not a pipe: nobody has to read it, and it is whole when the process has ended.
  const output = openSync(log, 'w');
  const child = spawn(file, args, { env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const { pid } = child;
  if (pid === undefined) {
    rmSync(folder, { recursive: true, force: true });
    throw await new Promise<Error>((resolve) => child.once('error', resolve));
  }
  // In the same breath, so that there is no moment in which the child is without its guard.
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$1"; rm -rf "$2"', 'sh', String(pid), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.stdin.on('error', () => undefined); // It has ended before us: there is nothing left to guard.
  child.unref();
  guard.unref();

  let lastOutput: string | undefined;
  const read = () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-KEPT_LINES).join('\n');
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      lastOutput ??= read();
      guard.kill('SIGKILL'); // The process id is free for others now.
      rmSync(folder, { recursive: true, force: true });
      resolve(signal === null ? `exited with ${code ?? 'no code'}` : `was ended by ${signal}`);
    });
  });
  return {
    pid,
    ended,
    lastOutput: () => lastOutput ?? read(),
    async stop() {
      lastOutput ??= read(); // The guard removes it.
      child.ref(); // Until its end has been seen.
      guard.stdin.end();
      await ended;
    },
  };
}
