/** What the facts about Temporal mean. Pure. */
import { duration, instant } from '../../format/text';
import type { AccountRegion } from '../../account-region';
import { accountRegionOf, taskQueueOf } from '../../task-queue';
import { found, notChecked, ok, orOk, type Finding } from '../finding';
import type { LastSweep, SearchAttributes, SweepSchedule, TemporalFacts, Told } from './facts';
import type { CheckName } from '../checks';

export const temporalFindings = (facts: TemporalFacts, now: number): readonly Finding[] => [
  ok('temporal', `namespace ${facts.namespace}`),
  ...where(facts.searchAttributes, 'search-attributes', attributesFindings),
  ...where(facts.sweep, 'sweep', (sweep) =>
    sweep === 'missing'
      ? [found('sweep-missing', 'there is no Schedule of the sweep here')]
      : sweepFindings(sweep, now),
  ),
  ...where(facts.paused, 'pause', (paused) => [
    paused === null
      ? ok('pause', 'nothing is paused')
      : found('all-paused', `by ${paused.by} since ${instant(paused.at)}: ${paused.reason}`),
  ]),
  ...where(facts.notTaken, 'drains-taken', (notTaken) => notTakenFindings(notTaken, facts.accountRegion)),
];

const where = <T>(
  told: Told<T>,
  check: CheckName,
  judge: (value: T) => readonly Finding[],
): readonly Finding[] => (told.kind === 'known' ? judge(told.value) : [notChecked(check, told.reason)]);

function attributesFindings({ missing, mistyped }: SearchAttributes): readonly Finding[] {
  if (missing.length + mistyped.length === 0) return [ok('search-attributes', 'all are there')];
  return [
    ...(missing.length > 0 ? [found('search-attributes-missing', missing.join(', '))] : []),
    ...(mistyped.length > 0 ? [found('search-attributes-mistyped', mistyped.join(', '))] : []),
  ];
}

function notTakenFindings(
  notTaken: Readonly<Record<string, number>>,
  accountRegion: AccountRegion,
): readonly Finding[] {
  const here = taskQueueOf(accountRegion);
  return orOk(
    'drains-taken',
    'all are taken',
    Object.entries(notTaken).map(([taskQueue, count]) => {
      const of = accountRegionOf(taskQueue);
      const where = of ? `account ${of.accountId}, Region ${of.region}` : `task queue ${taskQueue}`;
      const says = `${count === 1 ? '1 drain waits' : `${count} drains wait`} for a worker of ${where}`;
      return found(taskQueue === here ? 'drains-not-taken' : 'drains-not-taken-elsewhere', says, taskQueue);
    }),
  );
}

/** Sweeps are skipped while one runs, and one may be on its way. */
const lateAfterIntervals = 3;

function sweepFindings(sweep: SweepSchedule, now: number): readonly Finding[] {
  const { scheduleId, everyMs, pausedWith, last, createdAt } = sweep;
  const failed = last && failureOf(last);
  if (failed !== undefined) return [found('sweep-failed', failed, scheduleId)];
  if (pausedWith !== undefined)
    return [found('sweep-paused', pausedWith === '' ? 'it is paused' : pausedWith, scheduleId)];
  const since = last?.startedAt ?? createdAt;
  const isLate = everyMs !== undefined && now - since > lateAfterIntervals * everyMs;
  if (isLate)
    return [
      found(
        'sweep-late',
        last === undefined
          ? `it was made at ${instant(createdAt)} and has never swept, every ${duration(everyMs)} as it should`
          : `the last sweep began at ${instant(last.startedAt)}${last.ended === 'not-yet' ? ', and has not ended' : ''}`,
        scheduleId,
      ),
    ];
  return [
    ok('sweep', last === undefined ? 'it has not swept yet' : `the last began at ${instant(last.startedAt)}`),
  ];
}

const failureOf = ({ startedAt, ended }: LastSweep): string | undefined =>
  typeof ended === 'string' ? undefined : `the sweep of ${instant(startedAt)}: ${ended.problem}`;
