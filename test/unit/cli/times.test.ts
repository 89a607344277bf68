import { parseDuration, parseInstant, parseInstantOrDuration } from '../../../src/cli/times';

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['1h30m', 5_400_000],
  ['2d', 172_800_000],
  ['24d', 24 * 86_400_000],
  ['24d1s', undefined],
  ['99999999999d', undefined],
  ['30', undefined],
  ['m', undefined],
  ['1.5h', undefined],
  ['-5m', undefined],
  ['5m ', undefined],
  ['', undefined],
])('the duration %j is %p ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each([
  ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
  ['2026-01-31T12:00Z', Date.UTC(2026, 0, 31, 12)],
  ['2026-01-31T12:00:00+01:00', Date.UTC(2026, 0, 31, 11)],
  ['2099-12-31T23:59:59Z', Date.UTC(2100, 0) - 1_000],
  ['2100-01-01T00:00:00Z', undefined],
  // Whose noon, and which day of the month?
  ['2026-01-31T12:00:00', undefined],
  ['2026-01-31', undefined],
  ['31.1.2026', undefined],
  ['2026-13-31T12:00:00Z', undefined],
])('the instant %j is %p', (text, at) => {
  expect(parseInstant(text)).toBe(at);
});

it('a time is an instant, or a duration from now on', () => {
  expect(parseInstantOrDuration('30m', 1_000)).toBe(1_801_000);
  expect(parseInstantOrDuration('1970-01-01T00:00:05Z', 1_000)).toBe(5_000);
  expect(parseInstantOrDuration('soon', 1_000)).toBeUndefined();
});
