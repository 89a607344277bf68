/** What the doctor found, as lines for a terminal. Pure. */
import { countsOf, type Finding, type Level } from '../domain/doctor/finding';
import type { Colors } from './output';
import { oneLine } from './printable';

const levels: Readonly<Record<Level, string>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'fail',
  'not-checked': 'not checked',
};

const gap = '  ';

/** A line each, the fix below what is not well, and a line of counts. */
export function formatFindings(findings: readonly Finding[], colors: Colors): string {
  const [levelWidth, checkWidth] = [
    Math.max(...Object.values(levels).map(({ length }) => length)),
    Math.max(0, ...findings.map(({ check }) => check.length)),
  ];
  const paint: Readonly<Record<Level, (text: string) => string>> = {
    ok: colors.green,
    warn: colors.yellow,
    fail: colors.red,
    'not-checked': colors.dim,
  };
  const lines = findings.flatMap((finding) => {
    const { level, check, about, says } = finding;
    const head = [paint[level](levels[level].padEnd(levelWidth)), check.padEnd(checkWidth)];
    const text = oneLine(about === undefined ? says : `${about}: ${says}`);
    const indent = ' '.repeat(levelWidth + gap.length + checkWidth + gap.length);
    return [
      [...head, text].join(gap),
      ...('fix' in finding ? [`${indent}fix: ${oneLine(finding.fix)}`] : []),
    ];
  });
  const counts = countsOf(findings);
  const order = ['fail', 'warn', 'ok', 'not-checked'] as const;
  const summary = order
    .filter((level) => counts[level] > 0)
    .map((level) => `${counts[level]} ${levels[level]}`)
    .join(', ');
  return [...lines, '', summary].join('\n');
}
