import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The command is killed after this long. */
  readonly timeoutMs: number;
  readonly cwd?: string;
  /** Called with each line of standard output and standard error. */
  readonly onLine?: (line: string) => void;
}

const KEPT_LINES = 20;

/**
 * Runs a command to its end, without a shell and without standard input.
 *
 * @returns its output, standard output and standard error together, the last lines only.
 * @throws when it cannot be started, exits non-zero or takes too long; the message ends with the last lines of its output.
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { env, cwd, timeoutMs, onLine } = options;
  const child = spawn(command, args, {
    env,
    cwd,
    // Not `timeout`, whose timer keeps this process waiting when the command could not be started.
    signal: AbortSignal.timeout(timeoutMs),
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine?.(line);
    });
  }
  const end = await new Promise<string | undefined>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError') resolve(`${command} took longer than ${timeoutMs / 1000} s`);
      else resolve(error.code === 'ENOENT' ? `${command} is not installed` : error.message);
    });
    child.once('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else
        resolve(
          `${command} ${signal === null ? `exited with ${code ?? 'no code'}` : `was ended by ${signal}`}`,
        );
    });
  });
  if (end !== undefined) throw new Error([end, ...lines.map((line) => `       ${line}`)].join('\n'));
  return lines.join('\n');
}
