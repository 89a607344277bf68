import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildOnce } from '../../../../dev/temporal/cache';

const MODULE = path.resolve(__dirname, '../../../../dev/temporal/cache.ts');

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ecs-drain-build-'));
  file = path.join(folder, 'tool-1.0', 'tool');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const quiet = () => undefined;
const build = (text: string) => (into: string) => writeFile(path.join(into, 'tool'), text, { mode: 0o755 });

/** A process that asks for the tool, and whose build says so in the file `builds` and ends only when its input does. */
function otherProcess(): ChildProcess {
  const script = `
    const { appendFileSync, writeFileSync } = require('node:fs');
    const { once } = require('node:events');
    require(${JSON.stringify(MODULE)}).buildOnce(${JSON.stringify(file)}, async (into) => {
      appendFileSync(${JSON.stringify(path.join(folder, 'builds'))}, 'built\\n');
      console.log('building');
      await once(process.stdin.resume(), 'end');
      writeFileSync(into + '/tool', 'theirs', { mode: 0o755 });
    }, (line) => console.log(line)).then(() => process.stdin.destroy());`;
  return spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the process has no output');
  return String(await new Promise((resolve) => child.stdout?.once('data', resolve)));
}

it('builds once when two processes ask at the same time', async () => {
  const first = otherProcess();
  await expect(firstLine(first)).resolves.toContain('building');
  const second = otherProcess();
  await expect(firstLine(second)).resolves.toContain(`waiting for process ${first.pid ?? 'none'}`);
  first.stdin?.end();
  await Promise.all([once(first, 'exit'), once(second, 'exit')]);
  await expect(readFile(path.join(folder, 'builds'), 'utf8')).resolves.toBe('built\n');
  await expect(readFile(file, 'utf8')).resolves.toBe('theirs');
  await expect(readdir(folder)).resolves.toEqual(['builds', 'tool-1.0']);
});

it('takes over from a process that was killed while it built', async () => {
  const killed = otherProcess();
  await firstLine(killed);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  await expect(buildOnce(file, build('ours'), quiet)).resolves.toBe(file);
  await expect(readFile(file, 'utf8')).resolves.toBe('ours');
  await expect(readdir(folder)).resolves.toEqual(['builds', 'tool-1.0']);
});

it('replaces what is in the folder without being an executable', async () => {
  await mkdir(path.dirname(file));
  await writeFile(file, 'half of it');
  await buildOnce(file, build('whole'), quiet);
  await expect(readFile(file, 'utf8')).resolves.toBe('whole');
});

it('leaves nothing behind when the build fails', async () => {
  const failing = buildOnce(file, () => Promise.reject(new Error('no compiler')), quiet);
  await expect(failing).rejects.toThrow('no compiler');
  await expect(readdir(folder)).resolves.toEqual([]);
});

it('fails when the build ends well without making the executable', async () => {
  await expect(buildOnce(file, () => Promise.resolve(), quiet)).rejects.toThrow('made no tool');
  await expect(readdir(folder)).resolves.toEqual([]);
});
