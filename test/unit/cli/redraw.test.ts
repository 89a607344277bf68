import { fitting, redrawing } from '../../../src/cli/redraw';

it('what is drawn again covers what was drawn before', () => {
  const written: string[] = [];
  const draw = redrawing((text) => written.push(text));
  draw(['a', 'b', 'c']);
  draw(['d']);
  draw([]);
  expect(written).toEqual(['\r\u001b[0Ja\nb\nc\n', '\u001b[3A\r\u001b[0Jd\n', '\u001b[1A\r\u001b[0J']);
});

it.each([
  [['a', 'b'], 3, ['a', 'b']],
  [['a', 'b', 'c'], 3, ['a', '… 2 more lines']],
  [['a', 'b', 'c'], 1, ['… 3 more lines']],
])('%j on %d rows is %j', (lines, rows, shown) => {
  expect(fitting(lines, rows)).toEqual(shown);
});
