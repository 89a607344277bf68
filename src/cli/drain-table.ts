/** Drains as a table for people. Pure. */
import { duration } from '../domain/format/text';
import type { DrainList, DrainRow } from './drain-list';
import type { Colors } from './output';
import { table, type Column } from './table';

/** @param columns lines are cut to so many characters */
export function drainTable(
  { drains, leftOff }: DrainList,
  now: number,
  columns: number,
  colors: Colors,
): string[] {
  if (drains.length === 0) return ['no drains'];
  return [
    ...table(drains, columnsOfDrain(drains, now, colors), columns, colors.dim),
    ...(leftOff > 0 ? [`and ${leftOff} more: --limit shows them`] : []),
  ];
}

const accountRegionOf = ({ account, region }: DrainRow): string =>
  `${account ?? 'unknown'} ${region ?? ''}`.trim();

const columnsOfDrain = (
  drains: readonly DrainRow[],
  now: number,
  colors: Colors,
): readonly Column<DrainRow>[] => [
  { title: 'INSTANCE', text: ({ instance }) => instance },
  // Most have one account and Region, and lines are short.
  ...(new Set(drains.map(accountRegionOf)).size > 1
    ? [{ title: 'ACCOUNT AND REGION', text: accountRegionOf }]
    : []),
  { title: 'CLUSTER', text: ({ cluster }) => cluster ?? 'unknown' },
  { title: 'PHASE', text: ({ phase }) => phase, paint: colors.bold },
  {
    title: 'TASKS LEFT',
    align: 'right',
    text: ({ tasksLeft }) => (tasksLeft === null ? '-' : String(tasksLeft)),
  },
  { title: 'AGE', align: 'right', text: ({ startedAt }) => duration(now - startedAt) },
  {
    title: 'REASON',
    text: ({ reason, conditions }) => [reason, ...conditions].join(' · '),
    paint: (shown, { conditions }) => (conditions.length > 0 ? colors.yellow(shown) : shown),
  },
];
