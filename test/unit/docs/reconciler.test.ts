import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(__dirname, '../../..');

it('docs/reconciler.md lists the steps, reasons and settings that there are', () => {
  const script = ['--import', 'tsx', join(root, 'scripts/reconciler-docs.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 30_000);

it.each(['docs/design.md', 'docs/reconciler.md'])('%s names tests that there are', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const named = [...text.matchAll(/`(?:[\w-]+\/)*([\w-]+\.test\.ts)`/g)].map(([, file = '']) => file);
  const folders = ['test', 'local-aws/test'].map((folder) => join(root, folder));
  const tests = new Set(
    folders
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      .map((path) => basename(path)),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((file) => !tests.has(file))).toEqual([]);
});
