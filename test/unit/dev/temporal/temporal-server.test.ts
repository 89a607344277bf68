import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTemporalServer } from '../../../../dev/temporal/temporal-server';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-server-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function fakeServer(script: string): Promise<string> {
  const file = path.join(folder, 'temporal');
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

it('says why the server has ended before it was ready', async () => {
  const executable = await fakeServer('echo "no space left"; exit 1');
  await expect(startTemporalServer({ executable })).rejects.toThrow(/it exited with 1, .*\nno space left$/s);
});

it('says what it waited for when the server is not ready in time, and ends the server', async () => {
  const executable = await fakeServer('echo "pid $$"; exec sleep 60');
  const failure: unknown = await startTemporalServer({ executable, readyWithinMs: 500 }).catch(
    (error: unknown) => error,
  );
  const message = failure instanceof Error ? failure.message : '';
  expect(message).toContain('not ready after 0.5 s, waiting for: namespace');
  const pid = Number(/pid (\d+)/.exec(message)?.[1]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

it('tries other ports when another process has taken one', async () => {
  const executable = await fakeServer(
    `echo "$@" >> ${folder}/calls; echo "bind: address already in use"; exit 1`,
  );
  await expect(startTemporalServer({ executable })).rejects.toThrow('address already in use');
  const calls = (await readFile(path.join(folder, 'calls'), 'utf8')).trim().split('\n');
  expect(new Set(calls).size).toBe(3);
});

it('passes on the namespace and the search attributes, and not the settings of another server', async () => {
  const executable = await fakeServer('echo "$@" "address: $TEMPORAL_ADDRESS."; exit 1');
  const start = startTemporalServer({
    executable,
    namespace: 'drains',
    searchAttributes: [{ name: 'Cluster', type: 'Keyword' }],
    env: { ...process.env, TEMPORAL_ADDRESS: 'elsewhere:7233' },
  });
  await expect(start).rejects.toThrow(/--namespace drains .*--search-attribute Cluster=Keyword address: \.$/);
});
