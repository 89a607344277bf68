import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import packageJson from '../../package.json';
import { installedPackage } from '../support/installed-package';

const run = promisify(execFile);
const { folder, packageFolder, packed, bin } = installedPackage();

it('packs what is run, its declarations and what is read, and no sources nor tests', () => {
  const { files } = z.object({ files: z.array(z.string()) }).parse(JSON.parse(readFileSync(packed, 'utf8')));
  const known =
    /^(package\.json|(README|CHANGELOG)\.md|LICENSE|deploy\/.*|dist\/types\/.*\.d\.ts|dist\/(starter\/)?[\w-]+\.(cjs|js|wasm|cjs\.map|txt))$/;
  expect(files.filter((file) => !known.test(file))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md']));
});

it('tells under which licences that comes which is bundled', () => {
  const notices = readFileSync(path.join(packageFolder, 'dist/third-party-licenses.txt'), 'utf8');
  for (const name of ['@temporalio/worker', '@aws-sdk/client-ecs', 'commander', 'zod'])
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+: (MIT|Apache-2\\.0)$`, 'm'));
});

it('has every file that its package.json names', () => {
  const named = [
    ...Object.values(packageJson.bin),
    ...Object.values(packageJson.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    ),
  ];
  expect(named.length).toBeGreaterThan(6);
  for (const file of named) expect(readFileSync(path.join(packageFolder, file), 'utf8')).not.toBe('');
});

it('brings along what it needs, and nothing of the laptop, of builds or of AWS', () => {
  const names = packagesIn(path.join(folder, 'node_modules'));
  expect(names).toEqual(expect.arrayContaining(Object.keys(packageJson.dependencies)));
  const unwanted =
    /^(webpack|@swc\/.*|@aws-sdk\/.*|@smithy\/.*|@ecs-drain\/.*|typescript|tsx|esbuild|zod|@temporalio\/(worker|testing))$/;
  expect(names.filter((name) => unwanted.test(name))).toEqual([]);
});

it('is no larger than it was: 214 MB, of which 148 are the native core for five platforms', async () => {
  const megabytes = (await bytesIn(folder)) / 1_000_000;
  expect(megabytes).toBeGreaterThan(150);
  expect(megabytes).toBeLessThan(240);
});

it('runs ecs-drain', async () => {
  const { stdout } = await run(bin('ecs-drain'), ['--help']);
  expect(stdout).toContain('Usage: ecs-drain <command>');
});

it('says what is missing where a worker has no settings', async () => {
  await expect(run(bin('ecs-drain-worker'), { env: { PATH: process.env['PATH'] } })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/AWS_REGION: .*\n.*ECS_DRAIN_ACCOUNT_ID: /) as unknown,
  });
});

/** Names of the packages in a node_modules folder, those with a scope as well. */
const packagesIn = (modules: string): string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(path.join(modules, name)).map((rest) => `${name}/${rest}`) : [name],
    );

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += (await lstat(path.join(entry.parentPath, entry.name))).size;
  return bytes;
}
