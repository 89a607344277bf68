import { cut, table, type Column } from '../../../src/cli/table';

interface Row {
  readonly name: string;
  readonly count: number;
  readonly reason: string;
}

const columns: Column<Row>[] = [
  { title: 'NAME', text: ({ name }) => name },
  { title: 'COUNT', align: 'right', text: ({ count }) => String(count) },
  { title: 'WHY', text: ({ reason }) => reason, paint: (text) => `<${text}>` },
];
const rows = [
  { name: 'a', count: 1, reason: 'first' },
  { name: 'longer', count: 12_345_678, reason: 'the second of them' },
];

describe('a table', () => {
  it('makes each column as wide as its longest cell', () => {
    expect(table(rows, columns, Infinity)).toEqual([
      'NAME       COUNT  WHY',
      'a              1  <first>',
      'longer  12345678  <the second of them>',
    ]);
  });

  it('never makes a line longer than the terminal is wide, and paints what is left', () => {
    expect(table(rows, columns, 24)).toEqual([
      'NAME       COUNT  WHY',
      'a              1  <first>',
      'longer  12345678  <the s…>',
    ]);
    for (let width = 1; width < 40; width += 1)
      for (const line of table(rows, columns.slice(0, 2), width))
        expect(line.length).toBeLessThanOrEqual(width);
  });

  it('keeps to one line what somebody wrote in several, and takes control characters away', () => {
    const [, line] = table([{ name: 'x\n\u001b[31my', count: 0, reason: '' }], columns.slice(0, 1), Infinity);
    expect(line).toBe('x [31my');
  });

  it.each([
    ['text', 4, 'text'],
    ['text', 3, 'te…'],
    ['text', 1, '…'],
    ['text', 0, ''],
  ])('cuts %s to %d: %s', (text, width, shown) => {
    expect(cut(text, width)).toBe(shown);
  });
});
