/**
 * Brings the lists in docs/reconciler.md up to date: the steps, every reason, condition, task's wait and outcome with what it
 * means. `npm run docs:reconciler` writes them; with `--check` it says what is out of date and exits 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { steps } from '../src/domain/drain/reconcile';
import { documented } from './documented';
import { bringUpToDate, type Parts } from './generated-parts';

const root = join(__dirname, '..');

function list(holder: string): string {
  return documented('src/domain/reasons.ts', holder)
    .map(([name, comment]) => `- \`${name}\`: ${lowerFirst(comment.replace(/^Surfaces when /, ''))}`)
    .join('\n');
}

const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) && !/^(DRAINING|ECS|Auto|AWS)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;

/** What each step's own file says of it, in the order in which they decide. */
function stepList(): string {
  return steps
    .map(({ name }, index) => {
      const path = `src/domain/drain/steps/${name}.ts`;
      const text = readFileSync(join(root, path), 'utf8');
      const at = text.search(/^export const \w+: Step =/m);
      const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/\n$/.exec(text.slice(0, at))?.[1];
      if (comment === undefined) throw new Error(`${path} does not say what the step does`);
      return `${index + 1}. [\`${name}\`](../${path}): ${comment.replace(/\s*\n\s*\*?\s*/g, ' ').trim()}`;
    })
    .join('\n');
}

const parts: Parts = {
  steps: stepList(),
  reasons: list('Reason'),
  conditions: list('ConditionType'),
  waits: list('TaskWait'),
  outcomes: list('Outcome'),
};

bringUpToDate(join(root, 'docs/reconciler.md'), parts, 'npm run docs:reconciler').catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
