import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { settingRows } from '../../../scripts/settings-rows';
import { cliSettings } from '../../../src/cli/config';
import { workerSettings } from '../../../src/config/worker-config';
import { readHookMetadata } from '../../../src/config/hook-metadata';
import { specFromVariables, specReference } from '../../../src/config/spec-schema';
import { starterSettings } from '../../../src/starter/config';

const root = join(__dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const page = read('docs/configuration.md');

it('docs/configuration.md has every variable as it is read', () => {
  const script = ['--import', 'tsx', join(root, 'scripts/configuration-docs.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 30_000);

it.each([
  ['worker', workerSettings],
  ['starter', starterSettings],
  ['command line', cliSettings],
])('the %s takes the examples of its variables', (_, schema) => {
  const given = settingRows(schema).filter(({ example }) => example !== undefined);
  const refused = given.filter(({ variable, example }) => {
    const one = z.object({ [variable]: schema.shape[variable as keyof typeof schema.shape] }); // a key of the shape's own rows
    return !one.safeParse({ [variable]: example }).success;
  });
  expect(given.length).toBeGreaterThan(0);
  expect(refused).toEqual([]);
});

it.each(specReference)('$variable takes its example, and does not have it for a default', (row) => {
  const { spec } = specFromVariables.parse({ [row.variable]: row.example });
  expect(spec[row.field]).not.toEqual(row.default);
});

it('shows metadata that is understood', () => {
  const [, metadata] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(readHookMetadata(metadata, 'all')).toMatchObject({
    cluster: 'batch',
    specChange: { taskRules: [{ name: 'nightly' }] },
    problem: undefined,
  });
});

it("names Temporal's variables as Temporal's own loader does", () => {
  const folder = 'node_modules/@temporalio/envconfig/src';
  const loader = readdirSync(join(root, folder))
    .map((file) => read(join(folder, file)))
    .join('\n');
  const named = [...new Set(page.match(/\bTEMPORAL_[A-Z_]*[A-Z]\b/g))].filter(
    (name) => !(name in starterSettings.shape),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !loader.includes(name))).toEqual([]);
});

/** What only tests and the laptop's tools read. */
const onTheLaptop = ['ECS_DRAIN_TEMPORAL_SERVER', 'ECS_DRAIN_TIME_SKIPPING_SERVER', 'ECS_DRAIN_CHROMIUM'];

const pages = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));

it.each(['README.md', ...pages.map((file) => `docs/${file}`)])(
  '%s names variables that there are',
  (path) => {
    const known = new Set([
      ...[workerSettings, starterSettings, cliSettings].flatMap(({ shape }) => Object.keys(shape)),
      ...specReference.map(({ variable }) => variable),
      ...onTheLaptop,
    ]);
    const named = new Set(read(path).match(/\bECS_DRAIN_[A-Z_]*[A-Z]\b/g));
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  },
);
