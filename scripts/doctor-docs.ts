/** Brings the checks and problems in docs/doctor.md up to date. */
import { checkNames, checks, problems, type CheckName, type Problem } from '../src/domain/doctor/checks';
import { bringUpToDate } from './generated-parts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function section(check: CheckName): string {
  const { asks, by } = checks[check];
  const rows = Object.entries<Problem>(problems)
    .filter(([, problem]) => problem.check === check)
    .map(([name, { level, meaning, fix }]) => `| \`${name}\` | ${level} | ${cell(meaning)} | ${cell(fix)} |`);
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

void bringUpToDate('doctor.md', 'docs:doctor', () => ({ checks: checkNames.map(section).join('\n\n') }));
