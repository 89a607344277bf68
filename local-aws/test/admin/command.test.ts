import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { adminClient } from '../../src/index';
import { first } from '../support/aws';

// A process that compiles itself as it starts takes its time on a busy machine.
jest.setTimeout(30_000);

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const run = (...args: string[]) => {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../../src/main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
};

it('runs on a clock that is stepped from outside, and prints its timeline in another process', async () => {
  const server = run('--port', '0', '--clock', 'stepped');
  let url = '';
  for await (const chunk of server.stdout) {
    url = /http:\/\/\S+:\d+/.exec(String(chunk))?.[0] ?? '';
    break;
  }
  const admin = adminClient(url);
  const { instanceIds } = await admin.createWorld({
    cluster: 'demo',
    instances: 2,
    standalone: [{ family: 'job', runSeconds: 3600 }],
  });
  await admin.advanceBy(3_600_000);

  const printed = run('timeline', '--url', url, '--instance', first(instanceIds));
  const [output] = await Promise.all([text(printed.stdout), once(printed, 'exit')]);
  expect(output).toMatch(/\+1h 00m 00s {2}i-0\w{16} {2}job \w{8} \(standalone\).*ended by itself.*STOPPED/);
  expect(output).not.toContain(instanceIds[1]);
});

it('says what is wrong with how it was asked', async () => {
  const child = run('timeline', '--url', 'x', '--instance', 'y');
  const errors = await text(child.stderr);
  expect(errors).toContain('at url');
  expect(errors).toContain('Must be an EC2 instance id.');
});
