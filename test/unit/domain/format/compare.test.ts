import { compare } from '../../../../src/domain/format/compare';

it.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['Z', 'a', -1],
])('%s beside %s', (a, b, order) => {
  expect(compare(a, b)).toBe(order);
});
