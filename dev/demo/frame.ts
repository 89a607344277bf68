/** What a terminal shows while instances drain: a block a drain, and below them what happened last. Pure. */
import { hasEnded, middling, short, tall } from './blocks';
import type { DrainView } from './drain-view';
import type { Happening } from './happenings';
import { type Colors, line, relative } from './line';

export interface FrameInput {
  readonly drains: readonly DrainView[];
  readonly happenings: readonly Happening[];
  /** Milliseconds since the epoch, as is `now`. */
  readonly beganAt: number;
  readonly now: number;
}

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

const fewestHappenings = 4;

/** The tallest blocks that leave room for what happened last; where even one line a drain is too much, some are counted. */
export function frame(input: FrameInput, { columns, rows }: FrameSize, colors: Colors): string {
  const { happenings, beganAt } = input;
  const blocks = blocksOf(input, columns, rows - fewestHappenings - 1, colors);
  const shown = Math.max(0, rows - blocks.length - 1);
  const below = happenings
    .slice(Math.max(0, happenings.length - shown))
    .map((happening) => happeningLine(happening, beganAt, columns, colors));
  return [...blocks, ...(below.length > 0 ? ['', ...below] : [])].join('\n');
}

/** Such as `  6.3 s  i-0123456789abcdef0  set to DRAINING`, the id shortened where lines are short. */
export function happeningLine(
  { at, ec2InstanceId, text, tone }: Happening,
  beganAt: number,
  columns: number,
  colors: Colors,
): string {
  const paints = { plain: (plain: string) => plain, quiet: colors.dim, good: colors.green, bad: colors.red };
  const id = columns < 100 ? `${ec2InstanceId.slice(0, 9)}…` : ec2InstanceId;
  return line(columns, [`${relative(at - beganAt)}  ${id}  `, colors.dim], [text, paints[tone]]);
}

function blocksOf(input: FrameInput, columns: number, room: number, colors: Colors): string[] {
  const { drains } = input;
  const ended = drains.filter(hasEnded).length;
  // By the most that a block takes, so that the picture does not jump from one form to another and back.
  const form = [tall, middling, short].find(
    ({ lines }) => (drains.length - ended) * lines + ended * short.lines <= room,
  );
  const draw = form?.draw ?? short.draw;
  const shown = form ? drains : goingFirst(drains).slice(0, Math.max(1, room - 1));
  const lines = shown.flatMap((drain) => draw(drain, input, columns, colors));
  const hidden = drains.filter((drain) => !shown.includes(drain));
  if (hidden.length === 0) return lines;
  const over = hidden.filter(hasEnded).length;
  return [...lines, line(columns, [`  and ${hidden.length} more, ${over} of them over`, colors.dim])];
}

const goingFirst = (drains: readonly DrainView[]): DrainView[] =>
  [...drains].sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)));
