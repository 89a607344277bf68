/** What a terminal shows while instances drain: a block a drain, and below them what happened last. Pure. */
import { describeOutcome, describeReason, duration, headline, tasksLeft } from '../../src/reconcile/words';
import type { Status } from '../../src/reconcile/status';
import type { Happening } from './happenings';
import { type Colors, line, relative } from './line';

/** Where a drain stands. Times in milliseconds since the epoch. */
export interface DrainView {
  readonly ec2InstanceId: string;
  /** Undefined until the workflow has looked for the first time. */
  readonly status: Status | undefined;
  /** When the instance was gone. */
  readonly goneAt: number | undefined;
}

export interface FrameInput {
  readonly drains: readonly DrainView[];
  readonly happenings: readonly Happening[];
  readonly beganAt: number;
  readonly now: number;
}

export interface FrameSize {
  readonly columns: number;
  readonly rows: number;
}

const fewestHappenings = 4;

/** The tallest blocks that leave room for what happened last; where even one line a drain is too much, some are counted. */
export function frame(input: FrameInput, size: FrameSize, colors: Colors): string {
  const { drains, happenings, beganAt } = input;
  const room = size.rows - fewestHappenings - 2;
  const heights = [tall, middling, short].map((block) =>
    drains.flatMap((drain) => block(drain, input, size.columns, colors)),
  );
  const blocks = heights.find((lines) => lines.length <= room) ?? counted(input, room, size.columns, colors);
  const told = happenings.slice(-Math.max(0, size.rows - blocks.length - 2));
  return [
    ...blocks,
    '',
    ...told.map((happening) => happeningLine(happening, beganAt, size.columns, colors)),
  ].join('\n');
}

/** Such as `  6.3 s  i-0123456789abcdef0  set to DRAINING`. */
export function happeningLine(
  { at, ec2InstanceId, text, tone }: Happening,
  beganAt: number,
  columns: number,
  colors: Colors,
): string {
  const paints = { plain: (plain: string) => plain, quiet: colors.dim, good: colors.green, bad: colors.red };
  return line(columns, [relative(at - beganAt), colors.dim], '  ', [ec2InstanceId, colors.dim], '  ', [
    text,
    paints[tone],
  ]);
}

type Block = (drain: DrainView, input: FrameInput, columns: number, colors: Colors) => string[];

const tall: Block = (drain, input, columns, colors) => {
  const { status } = drain;
  if (status === undefined || hasEnded(drain)) return short(drain, input, columns, colors);
  const phase = [status.phase, colors.cyan] as const;
  return [
    line(columns, ...title(drain, input, colors), ' · ', phase, ': ', describeReason(status.reason)),
    line(
      columns,
      '    ',
      status.tasks && status.tasks.length > 0 ? tasksLeft(status.tasks) : 'no tasks listed',
    ),
    line(columns, '    ', [nextOf(status, input.now), colors.dim]),
    ...status.troubles.map(({ operation, code }) =>
      line(columns, '    ', [`${operation}: ${code}`, colors.red]),
    ),
  ];
};

const middling: Block = (drain, input, columns, colors) => {
  const { status } = drain;
  if (status === undefined || hasEnded(drain)) return short(drain, input, columns, colors);
  return [line(columns, ...title(drain, input, colors)), line(columns, '    ', headline(status, input.now))];
};

const short: Block = (drain, input, columns, colors) => {
  const { status } = drain;
  if (status === undefined) return [line(columns, ...title(drain, input, colors), ' · not looked at yet')];
  const words = status.outcome ? describeOutcome(status.outcome) : headline(status, input.now);
  return [line(columns, ...title(drain, input, colors), ' · ', words)];
};

function counted(input: FrameInput, room: number, columns: number, colors: Colors): string[] {
  const order = [...input.drains].sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)));
  const shown = order.slice(0, Math.max(1, room - 1));
  const ended = order.slice(shown.length).filter(hasEnded).length;
  const more = order.length - shown.length;
  return [
    ...shown.flatMap((drain) => short(drain, input, columns, colors)),
    line(columns, [`  and ${more} more, ${ended} of them drained`, colors.dim]),
  ];
}

const hasEnded = ({ status }: DrainView): boolean => status?.outcome !== undefined;

function title({ ec2InstanceId, status, goneAt }: DrainView, { now, beganAt }: FrameInput, colors: Colors) {
  const marks = {
    drained: ['✔', colors.green],
    going: ['●', colors.cyan],
    other: ['✖', colors.red],
  } as const;
  const state = status?.outcome === undefined ? 'going' : status.outcome === 'drained' ? 'drained' : 'other';
  const elapsed = duration((goneAt ?? now) - beganAt).padStart(5);
  return [marks[state], ' ', [ec2InstanceId, colors.bold], ' ', [elapsed, colors.dim]] as const;
}

function nextOf({ lookAgainAt, heartbeatDueAt, heartbeats }: Status, now: number): string {
  const look = lookAgainAt === undefined ? 'looking' : `look in ${duration(lookAgainAt - now)}`;
  const heartbeat = heartbeatDueAt === undefined ? '' : `, heartbeat in ${duration(heartbeatDueAt - now)}`;
  return `next: ${look}${heartbeat} (${heartbeats} sent)`;
}
