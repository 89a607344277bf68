import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

// A process that compiles itself as it starts takes its time on a busy machine.
jest.setTimeout(30_000);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const run = (...args: string[]) => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../src/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
};

it('prints its URL, answers there, and stops on SIGTERM', async () => {
  const child = run('--port', '0', '--function', 'starter=http://127.0.0.1:9000');
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes('local AWS on')) break;
  }
  expect(output).toContain('arn:aws:lambda:eu-west-1:123456789012:function:starter');
  const url = /http:\/\/\S+:\d+/.exec(output.slice(output.indexOf('local AWS on')))?.[0] ?? '';
  expect((await fetch(`${url}/health`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('names every bad setting at once', async () => {
  const child = run('--port', 'x', '--account', '1');
  const errors = await text(child.stderr);
  expect(errors).toContain('at port');
  expect(errors).toContain('at account');
  expect(errors).toContain('Usage:');
});
