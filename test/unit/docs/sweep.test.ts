import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

it('docs/sweep.md lists the causes and reasons that there are', () => {
  const script = ['--import', 'tsx', join(root, 'scripts/sweep-docs.ts'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 30_000);
