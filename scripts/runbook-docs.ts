/**
 * Brings docs/runbook.md up to date: every reason, condition and outcome with what it means, from the source, and what to do about it,
 * from the files beside. `npm run docs:runbook` writes them; with `--check` it says that the page is out of date and exits 1.
 */
import { join } from 'node:path';
import { documented } from './documented';
import { bringUpToDate, type Parts } from './generated-parts';
import { whatToDoWhen } from './runbook/conditions';
import { whatToDoAfter } from './runbook/outcomes';
import { whatToDoAbout } from './runbook/reasons';

/** A heading each, so that every name has an address. */
const sections = (holder: string, whatToDo: Readonly<Record<string, string>>): string =>
  documented('src/domain/reasons.ts', holder)
    .map(([name, comment]) => `### ${name}\n\n_${comment}_\n\n${whatToDo[name] ?? ''}`)
    .join('\n\n');

const parts: Parts = {
  conditions: sections('ConditionType', whatToDoWhen),
  reasons: sections('Reason', whatToDoAbout),
  outcomes: sections('Outcome', whatToDoAfter),
};

bringUpToDate(join(__dirname, '../docs/runbook.md'), parts, 'npm run docs:runbook').catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
