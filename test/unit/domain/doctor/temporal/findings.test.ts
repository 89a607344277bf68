import type { SweepSchedule, TemporalFacts } from '../../../../../src/domain/doctor/temporal/facts';
import { temporalFindings } from '../../../../../src/domain/doctor/temporal/findings';

const now = Date.UTC(2026, 0, 31, 12);
const minute = 60_000;

const sweep: SweepSchedule = {
  scheduleId: 'ecs-drain-sweep-123456789012-eu-central-1',
  everyMs: 5 * minute,
  createdAt: now - 60 * minute,
  pausedWith: undefined,
  last: { startedAt: now - 2 * minute, ended: 'well' },
};
const well: TemporalFacts = {
  accountRegion: { accountId: '123456789012', region: 'eu-central-1' },
  namespace: 'default',
  searchAttributes: { kind: 'known', value: { missing: [], mistyped: [] } },
  sweep: { kind: 'known', value: sweep },
  paused: { kind: 'known', value: null },
  notTaken: { kind: 'known', value: {} },
};
const withSweep = (change: Partial<SweepSchedule>): Partial<TemporalFacts> => ({
  sweep: { kind: 'known', value: { ...sweep, ...change } },
});

describe('what is found of Temporal', () => {
  it('nothing to fix where all is well', () => {
    expect(temporalFindings(well, now).map(({ level, check }) => `${check} ${level}`)).toEqual([
      'temporal ok',
      'search-attributes ok',
      'sweep ok',
      'pause ok',
      'drains-taken ok',
    ]);
  });

  it.each<[string, Partial<TemporalFacts>]>([
    [
      'search-attributes-missing',
      { searchAttributes: { kind: 'known', value: { missing: ['EcsDrainCluster'], mistyped: [] } } },
    ],
    [
      'search-attributes-mistyped',
      { searchAttributes: { kind: 'known', value: { missing: [], mistyped: ['EcsDrainCluster'] } } },
    ],
    ['sweep-missing', { sweep: { kind: 'known', value: 'missing' } }],
    ['sweep-paused', withSweep({ pausedWith: 'an incident' })],
    ['sweep-paused', withSweep({ pausedWith: '', last: undefined })],
    ['sweep-failed', withSweep({ last: { startedAt: now, ended: { problem: 'AccessDenied' } } })],
    ['sweep-late', withSweep({ last: { startedAt: now - 16 * minute, ended: 'well' } })],
    ['sweep-late', withSweep({ last: { startedAt: now - 16 * minute, ended: 'not-yet' } })],
    ['sweep-late', withSweep({ last: undefined })],
    [
      'drains-not-taken',
      { notTaken: { kind: 'known', value: { 'ecs-drain-123456789012-eu-central-1': 2 } } },
    ],
    [
      'drains-not-taken-elsewhere',
      { notTaken: { kind: 'known', value: { 'ecs-drain-999999999999-eu-central-1': 1 } } },
    ],
    ['drains-not-taken-elsewhere', { notTaken: { kind: 'known', value: { nobody: 1 } } }],
    ['all-paused', { paused: { kind: 'known', value: { by: 'ann', reason: 'an incident', at: now } } }],
  ])('%s', (problem, change) => {
    const bad = temporalFindings({ ...well, ...change }, now).filter(
      ({ level }) => level === 'warn' || level === 'fail',
    );
    expect(bad).toMatchObject([{ problem }]);
  });

  it.each<[string, Partial<SweepSchedule>]>([
    ['has just been made', { createdAt: now - minute, last: undefined }],
    ['sweeps', { last: { startedAt: now - 14 * minute, ended: 'not-yet' } }],
    ['has swept, and Temporal has forgotten how', { last: { startedAt: now - minute, ended: 'unknown' } }],
    ['sweeps at times that somebody else has set', { everyMs: undefined, last: undefined }],
  ])('a Schedule that %s is well', (_, change) => {
    expect(temporalFindings({ ...well, ...withSweep(change) }, now)).toContainEqual(
      expect.objectContaining({ check: 'sweep', level: 'ok' }),
    );
  });

  it('what Temporal does not tell is not checked, and says why', () => {
    const facts = { ...well, paused: { kind: 'unknown' as const, reason: 'permission denied' } };
    expect(temporalFindings(facts, now)).toContainEqual({
      level: 'not-checked',
      check: 'pause',
      says: 'permission denied',
    });
  });
});
