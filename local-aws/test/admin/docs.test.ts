import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { testAws } from '../support/aws';

jest.setTimeout(30_000);

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/local-aws.md'), 'utf8');

it('documents what is there: its lists are up to date', async () => {
  const script = spawn(
    process.execPath,
    ['--import', 'tsx', join(root, 'scripts/local-aws-docs.ts'), '--check'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const [errors] = await Promise.all([text(script.stderr), once(script, 'exit')]);
  expect({ code: script.exitCode, errors }).toMatchObject({ code: 0 });
});

it('documents curl lines that work', async () => {
  const test = await testAws();
  const blocks = [...page.matchAll(/```sh\n([^]*?)```/g)].map(([, block = '']) => block);
  const lines = blocks.filter((block) => block.includes('curl')).join('\n');
  const { stdout } = await promisify(execFile)('bash', [
    '-euo',
    'pipefail',
    '-c',
    `URL=${test.aws.url}
${lines}`,
  ]);
  expect(stdout).toContain('{"id":"fault-3"}');
  expect(stdout).toContain('"now":"2026-01-01T00:01:00.000Z"');
  expect(stdout).toContain('PROVISIONING → PENDING → ACTIVATING → RUNNING');
  expect(stdout).toContain('{"findings":[]}');
  expect(test.aws.faults.list()).toEqual([]);
  await test.close();
});
