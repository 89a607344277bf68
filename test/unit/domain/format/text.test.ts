import { duration, instant, listOf } from '../../../../src/domain/format/text';

it.each([
  [59_499, '59 s'],
  [60_000, '1 min'],
  [61_000, '1 min 1 s'],
  [3_599_000, '59 min 59 s'],
  [3_660_000, '1 h 1 min'],
  [7_140_000, '1 h 59 min'],
  [-1, '0 s'],
])('%d ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it('an instant is told to the second', () => {
  expect(instant(Date.UTC(2026, 0, 2, 3, 4, 5, 678))).toBe('2026-01-02T03:04:05Z');
});

it.each([
  [['a'], 'a'],
  [['a', 'b', 'c'], 'a, b, c'],
  [['a', 'b', 'c', 'd'], 'a, b, c and 1 more'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more'],
])('a list of %j is short', (items, text) => {
  expect(listOf(items)).toBe(text);
});
