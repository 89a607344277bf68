import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { searchAttributeNames } from '../../../src/temporal/setup/search-attributes';

const root = join(__dirname, '../../..');

it('docs/cli.md has the help of every command as it is', () => {
  const script = ['--import', 'tsx', join(root, 'scripts/cli-docs.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 30_000);

it('docs/cli.md names search attributes that there are', () => {
  const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
  const named = new Set(page.match(/\bEcsDrain\w+/g));
  expect([...named].filter((name) => !searchAttributeNames.includes(name))).toEqual([]);
});
