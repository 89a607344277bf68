import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** A piece of a line, and how it is painted. */
export type Piece = string | readonly [text: string, paint: (text: string) => string];

/** Colours for a stream: none but on a terminal, and none there either for those who set NO_COLOR. */
export const colorsFor = (stream: { readonly isTTY?: boolean }): Colors =>
  pc.createColors(stream.isTTY === true && pc.isColorSupported);

/** One line no wider than `columns`, cut before it is painted so that no escape code is cut. */
export function line(columns: number, ...pieces: readonly Piece[]): string {
  let left = columns;
  let text = '';
  for (const piece of pieces) {
    const [plain, paint] = typeof piece === 'string' ? [piece, undefined] : piece;
    if (left <= 0) break;
    const shown = plain.length <= left ? plain : `${plain.slice(0, left - 1)}…`;
    left = plain.length <= left ? left - plain.length : 0;
    text += paint ? paint(shown) : shown;
  }
  return text;
}

/** Such as `  6.3 s`, right-aligned so that they stand in a column. */
export const relative = (ms: number): string => `${(Math.max(0, ms) / 1000).toFixed(1)} s`.padStart(7);

/** Breaks plain text between words into lines of at most `columns`, the second and later ones indented further. */
export function wrap(text: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let current = indent;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = `${indent}  `;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current];
}
