import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startGuarded } from '../../../../dev/temporal/guarded-process';
import { untilReady } from '../../../../dev/temporal/until-ready';

const MODULE = path.resolve(__dirname, '../../../../dev/temporal/guarded-process.ts');

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

const untilGone = (processId: number) =>
  untilReady(
    [['its end', () => (isAlive(processId) ? Promise.reject(new Error('alive')) : Promise.resolve())]],
    {
      withinMs: 5_000,
      ended: new Promise(() => undefined),
    },
  );

/** A process that guards one of its own, says its id and does then what `script` says. */
async function guardian(
  script: string,
): Promise<{ readonly guarded: number; readonly kill: (signal: NodeJS.Signals) => void }> {
  const code = `
    require(${JSON.stringify(MODULE)}).startGuarded('/bin/sleep', ['60'], process.env).then(({ pid }) => {
      console.log(pid);
      ${script}
    });`;
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', code], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')).map(String);
  return { guarded: Number(line), kill: (signal) => void child.kill(signal) };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('ends with its parent on %s', async (signal) => {
  const { guarded, kill } = await guardian('setInterval(() => {}, 1000);');
  expect(isAlive(guarded)).toBe(true);
  kill(signal);
  await untilGone(guarded);
  expect(isAlive(guarded)).toBe(false);
});

it.each([
  ['ends of itself', ''],
  ['exits', 'process.exit(1);'],
  ['throws', 'throw new Error("on purpose");'],
])('ends when its parent %s', async (_, script) => {
  const { guarded } = await guardian(script);
  await untilGone(guarded);
  expect(isAlive(guarded)).toBe(false);
});

it('ends when it is stopped, however often', async () => {
  const guarded = await startGuarded('/bin/sleep', ['60'], process.env);
  await Promise.all([guarded.stop(), guarded.stop()]);
  await guarded.stop();
  expect(isAlive(guarded.pid)).toBe(false);
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
