import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
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
    /^(package\.json|(README|CHANGELOG)\.md|LICENSE|(deploy|docs)\/.*|dist\/([\w-]+\/)*[\w.-]+\.(js|d\.ts)|dist\/lambda\/.*)$/;
  expect(files.filter((file) => !known.test(file))).toEqual([]);
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'LICENSE', 'CHANGELOG.md', 'docs/runbook.md', 'dist/index.d.ts']),
  );
});

it('tells under which licences that comes which is bundled', () => {
  const notices = readFileSync(path.join(packageFolder, 'dist/lambda/third-party-licenses.txt'), 'utf8');
  for (const name of ['@temporalio/client', '@grpc/grpc-js', 'long', 'zod'])
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

it('depends on what its files load, each at one version, and on nothing else', () => {
  const dist = path.join(packageFolder, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
    // Bundles load nothing but what the SDK or Lambda has.
    (file) => file.endsWith('.js') && !file.endsWith('workflow-bundle.js'),
  );
  const loaded = new Set(files.flatMap((file) => packagesLoadedBy(path.join(dist, file))));
  // Powertools leaves it to us to bring along the clients that it loads.
  const forPowertools = ['@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm'];
  expect([...loaded, ...forPowertools].sort()).toEqual(Object.keys(packageJson.dependencies).sort());
  for (const version of Object.values(packageJson.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

it('brings along what it needs, and nothing of the laptop or of tests', () => {
  const names = packagesIn(path.join(folder, 'node_modules'));
  expect(names).toEqual(expect.arrayContaining(Object.keys(packageJson.dependencies)));
  const unwanted = /^(@ecs-drain\/.*|typescript|tsx|esbuild|jest|@temporalio\/testing)$/;
  expect(names.filter((name) => unwanted.test(name))).toEqual([]);
});

it('is no larger than it was: 286 MB, of which 148 are the native core for five platforms', async () => {
  const megabytes = (await bytesIn(folder)) / 1_000_000;
  expect(megabytes).toBeGreaterThan(150);
  expect(megabytes).toBeLessThan(320);
});

describe('ecs-drain', () => {
  const ecsDrain = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(bin('ecs-drain'), args, { encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('runs without a compiler, and warns of nothing', () => {
    expect(ecsDrain('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(ecsDrain('--version')).toEqual({ status: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it('exits with 2 where it does not understand its command line', () => {
    expect(ecsDrain('describe', 'i-nonsense')).toEqual({
      status: 2,
      stdout: '',
      stderr: '<instance>: expected an EC2 instance id such as i-0123456789abcdef0\n',
    });
    const accountRegion = ['--account', '123456789012', '--region', 'eu-central-1'];
    expect(ecsDrain('setup', ...accountRegion, '--every', '59s')).toMatchObject({
      status: 2,
      stderr: '--every: expected at least 1m\n',
    });
    const unknown = ecsDrain('lst');
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain('Did you mean list?');
  });
});

it('says what is missing where a worker has no settings', async () => {
  await expect(run(bin('ecs-drain-worker'), { env: { PATH: process.env['PATH'] } })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/AWS_REGION: .*\n.*ECS_DRAIN_ACCOUNT_ID: /) as unknown,
  });
});

/** Names of the packages that a compiled file loads, without those that Node has. */
const packagesLoadedBy = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/\b(?:require|import)\(['"]([^'".][^'"]*)/g)]
    .map(([, specifier = '']) => specifier)
    .filter((specifier) => !isBuiltin(specifier))
    .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/'));

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
