/**
 * Checks deploy/template.yaml with cfn-lint, as it is written and as CloudFormation's transforms make it, with the SAM
 * translator: `npm run check:template`. Needs Python 3.9 or later; both are installed once, into the user's cache. Where that is
 * not to be had the check is skipped, and says so.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonTools, run } from './python-tools';
import { sayThatSkipped } from './skipped';

const packages = ['cfn-lint==1.58.0', 'aws-sam-translator==1.115.0'];
const template = join(__dirname, '../deploy/template.yaml');
const script = join(__dirname, 'check-template.py');

async function main(): Promise<void> {
  const tools = await pythonTools('check-template', packages, 'cfn-lint');
  if (typeof tools === 'string') {
    sayThatSkipped('check:template, the template with cfn-lint and the SAM translator', tools);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'ecs-drain-template-'));
  const result = join(folder, 'template.json');
  const lint = (path: string) => run(join(tools.folder, 'cfn-lint'), ['--format', 'parseable', path]);
  try {
    const steps = [
      () => lint(template),
      () => run(join(tools.folder, 'python'), [script, template, result]),
      () => lint(result),
    ];
    for (const step of steps) {
      const { code } = await step();
      if (code !== 0) throw new Error('deploy/template.yaml is not right');
    }
    console.log('cfn-lint finds nothing in it, nor in what the transforms make of it');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
