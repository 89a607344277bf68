/** Tables as text. Pure. */
import { oneLine } from './printable';

export interface Column<Row> {
  readonly title: string;
  readonly text: (row: Row) => string;
  readonly align?: 'right';
  /** How a cell is painted, after it is padded and cut. */
  readonly paint?: (text: string, row: Row) => string;
}

const gap = '  ';

/**
 * A head and a line a row, each column as wide as its longest cell, the last one not padded.
 * @param columns lines are cut to so many characters; Infinity: not at all
 */
export function table<Row>(
  rows: readonly Row[],
  columnsOfRow: readonly Column<Row>[],
  columns: number,
  paintHead: (text: string) => string = (text) => text,
): string[] {
  const widths = columnsOfRow.map(({ title, text }) =>
    Math.max(title.length, ...rows.map((row) => oneLine(text(row)).length)),
  );
  const line = (cells: readonly Cell[]): string => {
    let left = columns;
    return cells
      .map(({ text, align, paint }, index) => {
        const isLast = index === cells.length - 1;
        const width = widths[index] ?? 0;
        const padded = align === 'right' ? text.padStart(width) : isLast ? text : text.padEnd(width);
        const shown = cut(isLast ? padded : padded + gap, left);
        left -= shown.length;
        return paint(shown);
      })
      .join('')
      .trimEnd();
  };
  const head = columnsOfRow.map(({ title, align }) => ({ text: title, align, paint: paintHead }));
  const cellsOf = (row: Row) =>
    columnsOfRow.map(({ text, align, paint = same }) => ({
      text: oneLine(text(row)),
      align,
      paint: (shown: string) => paint(shown, row),
    }));
  return [line(head), ...rows.map((row) => line(cellsOf(row)))];
}

interface Cell {
  readonly text: string;
  readonly align: 'right' | undefined;
  readonly paint: (text: string) => string;
}

const same = (text: string): string => text;

/** Cut to a width, with an ellipsis where something is lost. */
export const cut = (text: string, width: number): string =>
  text.length <= width ? text : width <= 0 ? '' : `${text.slice(0, width - 1)}…`;
