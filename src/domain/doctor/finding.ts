/** The doctor's findings, whether a worker or the CLI made them. Plain data, which a workflow may carry. */
import { compare } from '../format/compare';
import { checkNames, problems, type CheckName, type ProblemName } from './checks';

interface Line {
  readonly check: CheckName;
  /** The thing that it is about, such as a group's hook; undefined: there is one alone. */
  readonly about?: string;
  readonly says: string;
}

/** `not-checked` says why, and is no judgement. */
export type Finding =
  | (Line & { readonly level: 'ok' | 'not-checked' })
  | (Line & { readonly level: 'warn' | 'fail'; readonly problem: ProblemName; readonly fix: string });

export type Level = Finding['level'];

export const ok = (check: CheckName, says: string): Finding => ({ level: 'ok', check, says });

export const notChecked = (check: CheckName, says: string, about?: string): Finding => ({
  level: 'not-checked',
  check,
  says,
  ...(about !== undefined && { about }),
});

/** @param says what is so here; what it means and how to fix it, the problem itself knows */
export function found(problem: ProblemName, says: string, about?: string): Finding {
  const { check, level, fix } = problems[problem];
  return { level, check, problem, says, fix, ...(about !== undefined && { about }) };
}

/**
 * What was found; or, where that is nothing bad, one line that says that all is well, and what was not checked.
 * @param says undefined: nothing was seen that could be well
 */
export const orOk = (
  check: CheckName,
  says: string | undefined,
  findings: readonly Finding[],
): readonly Finding[] =>
  says === undefined || findings.some(({ level }) => level !== 'not-checked')
    ? findings
    : [ok(check, says), ...findings];

const order: readonly string[] = checkNames;

/** By check, in the table's order, then by what they are about. A check of another version comes last. */
export const sorted = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort(
    (a, b) =>
      accountRegionOf(a.check) - accountRegionOf(b.check) ||
      compare(a.about ?? '', b.about ?? '') ||
      compare(a.says, b.says),
  );

function accountRegionOf(check: string): number {
  const index = order.indexOf(check);
  return index === -1 ? order.length : index;
}

export type Counts = Readonly<Record<Level, number>>;

export function countsOf(findings: readonly Finding[]): Counts {
  const counts = { ok: 0, warn: 0, fail: 0, 'not-checked': 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}
