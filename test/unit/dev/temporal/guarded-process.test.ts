import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { startGuarded } from '../../../../dev/temporal/guarded-process';

const MODULE = path.resolve(__dirname, '../../../../dev/temporal/guarded-process.ts');

/** What a guarded process connects to, so that its end shows at once. */
let server: Server;
let connections: Socket[];

beforeEach(async () => {
  connections = [];
  server = createServer((socket) => connections.push(socket.on('error', () => undefined))).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
});

afterEach(() => server.close());

function connecting(): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `require('node:net').connect(${port ?? 0}, '127.0.0.1')`;
}

/** Starts a process that guards one of its own and then does what `script` says; answers it and the other's connection. */
async function guardian(script: string) {
  const code = `
    require(${JSON.stringify(MODULE)}).startGuarded(process.execPath, ['--eval', ${JSON.stringify(connecting())}], process.env);
    process.stdin.once('data', () => { ${script} });`;
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', code], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await once(server, 'connection');
  const [connection] = connections;
  if (connection === undefined) throw new Error('the guarded process did not connect');
  return { child, connection: connection.resume() };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('ends with its parent on %s', async (signal) => {
  const { child, connection } = await guardian('');
  expect(connection.closed).toBe(false);
  child.kill(signal);
  await once(connection, 'close');
  expect(connection.closed).toBe(true);
});

it.each([
  ['ends of itself', 'process.stdin.destroy();'],
  ['exits', 'process.exit(1);'],
  ['throws', 'throw new Error("on purpose");'],
])('ends when its parent %s', async (_, script) => {
  const { child, connection } = await guardian(script);
  expect(connection.closed).toBe(false);
  child.stdin.write('now');
  await once(connection, 'close');
  expect(connection.closed).toBe(true);
});

it('ends when it is stopped, however often', async () => {
  const guarded = await startGuarded('/bin/sleep', ['60'], process.env);
  await Promise.all([guarded.stop(), guarded.stop()]);
  await guarded.stop();
  expect(() => process.kill(guarded.pid, 0)).toThrow('ESRCH');
  await expect(guarded.ended).resolves.toBe('was ended by SIGKILL');
});

it('keeps what it has written last when it ends by itself', async () => {
  const guarded = await startGuarded('/bin/sh', ['-c', 'echo first; echo last >&2; exit 3'], process.env);
  await expect(guarded.ended).resolves.toBe('exited with 3');
  expect(guarded.lastOutput()).toBe('first\nlast');
  await guarded.stop();
});

it('fails when there is nothing to start', async () => {
  await expect(startGuarded('/no/such/file', [], process.env)).rejects.toThrow('ENOENT');
});
