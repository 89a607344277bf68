/** Where a command's words go: data to standard output, all else to standard error. */
import pc from 'picocolors';
import { printable } from './printable';

export type Colors = ReturnType<typeof pc.createColors>;

export interface Output {
  readonly isJson: boolean;
  readonly colors: Colors;
  /** Width of the terminal; Infinity where there is none. */
  readonly columns: () => number;
  /** Height of the terminal; undefined where there is none, or nothing is to be redrawn on it. */
  readonly rows: () => number | undefined;
  /** What the command was asked for: the value as one line of JSON, or else the text. */
  give(value: unknown, text: () => string): void;
  /** Text on standard output as it is, such as escape codes of a redraw. */
  write(text: string): void;
  /** Progress, and other notes for the operator. */
  report(line: string): void;
}

/** Colours for a stream: none but on a terminal, and none there either for those who set NO_COLOR. */
export const colorsFor = (stream: { readonly isTTY?: boolean }): Colors =>
  pc.createColors(stream.isTTY === true && pc.isColorSupported);

export function processOutput(isJson: boolean): Output {
  const { stdout, stderr } = process;
  const isTerminal = stdout.isTTY && !isJson;
  return {
    isJson,
    colors: colorsFor(stdout),
    columns: () => (isTerminal ? stdout.columns : Infinity),
    rows: () => (isTerminal ? stdout.rows : undefined),
    give: (value, text) => stdout.write(`${isJson ? JSON.stringify(value) : text()}\n`),
    write: (text) => stdout.write(text),
    report: (line) => stderr.write(`${printable(line)}\n`),
  };
}
