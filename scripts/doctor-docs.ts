/**
 * Brings the tables in docs/doctor.md up to date with src/domain/doctor/checks.ts. `npm run docs:doctor` writes them; with `--check` it says
 * that the page is out of date and exits 1.
 */
import { join } from 'node:path';
import { checkNames, checks, problems, type CheckName, type Problem } from '../src/domain/doctor/checks';
import { bringUpToDate } from './generated-parts';

const page = join(__dirname, '../docs/doctor.md');

const cell = (text: string): string => text.replaceAll('|', '\\|');

function section(check: CheckName): string {
  const { asks, by } = checks[check];
  const rows = Object.entries<Problem>(problems)
    .filter(([, problem]) => problem.check === check)
    .map(([name, { level, means, fix }]) => `| \`${name}\` | ${level} | ${cell(means)} | ${cell(fix)} |`);
  return [
    `### ${check}`,
    '',
    `${asks}${by === 'worker' ? ' Found out by a worker.' : ''}`,
    '',
    '| Problem | | What it means | Fix |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

bringUpToDate(page, { checks: checkNames.map(section).join('\n\n') }, 'npm run docs:doctor').catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
