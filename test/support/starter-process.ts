/** The built starter in a process of its own, which takes invocations as Lambda's runtime interface emulator does. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** None outlives the test file that started it, however its tests end. */
const alive = new Set<ChildProcess>();
afterAll(() => alive.forEach((child) => child.kill('SIGKILL')));

/**
 * @param bundle the built starter
 * @returns the base URL of the function
 */
export async function startStarterProcess(
  bundle: string,
  variables: Record<string, string>,
): Promise<string> {
  const root = path.resolve(__dirname, '../..');
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/starter-host.ts', bundle], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], STARTER_PORT: '0', ...variables },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  alive.add(child);
  child.once('close', () => alive.delete(child));
  const said = await new Promise<string>((resolve) => createInterface(child.stderr).once('line', resolve));
  const port = /\d+$/.exec(said)?.[0];
  if (port === undefined) throw new Error(`the starter did not start: ${said}`);
  return `http://127.0.0.1:${port}`;
}
