import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conditions } from '../../../src/domain/drain/vocabulary/conditions';
import { outcomes } from '../../../src/domain/drain/vocabulary/outcomes';
import { reasons } from '../../../src/domain/drain/vocabulary/reasons';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/runbook.md'), 'utf8');

it('docs/runbook.md has every reason, condition and outcome as it is', () => {
  const script = ['--import', 'tsx', join(root, 'scripts/runbook-docs.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 30_000);

it.each(Object.keys({ ...reasons, ...conditions, ...outcomes }))(
  'says what %s means and what to do about it',
  (name) => {
    const [, meaning = '', whatToDo = ''] =
      new RegExp(`\n### ${name}\n\n_(.+)_\n\n([^#<\n].+)\n`).exec(page) ?? [];
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(whatToDo).toMatch(/\.$/);
  },
);

it('has an address for each name, once', () => {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toHaveLength(new Set(headings).size);
});
