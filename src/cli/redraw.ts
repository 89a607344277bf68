/** A block of lines on a terminal that is drawn again in its own place. */

const up = (lines: number): string => (lines > 0 ? `\u001b[${lines}A` : '');
const clearBelow = '\r\u001b[0J';

/** The lines that fit, the last one telling of those that do not: what has left the screen cannot be drawn again. */
export function fitting(lines: readonly string[], rows: number): readonly string[] {
  const room = Math.max(1, rows - 1);
  if (lines.length <= room) return lines;
  return [...lines.slice(0, room - 1), `… ${lines.length - room + 1} more lines`];
}

/** @returns draws the lines over those that it drew before */
export function redrawing(write: (text: string) => void): (lines: readonly string[]) => void {
  let drawn = 0;
  return (lines) => {
    write(`${up(drawn)}${clearBelow}${lines.map((line) => `${line}\n`).join('')}`);
    drawn = lines.length;
  };
}
