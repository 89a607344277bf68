/** One drain, drawn in as much room as there is. Pure. */
import { duration } from '../../src/domain/format/text';
import { formatTasksLeft } from '../../src/domain/drain/status/format-status';
import { messageOf } from '../../src/domain/format/message-of';
import { outcomes } from '../../src/domain/drain/vocabulary/outcomes';
import { reasons } from '../../src/domain/drain/vocabulary/reasons';
import type { Status } from '../../src/domain/drain/status/status';
import type { DrainView } from './drain-view';
import { type Colors, line, wrap } from './line';

interface Times {
  /** Milliseconds since the epoch. */
  readonly beganAt: number;
  readonly now: number;
}

export interface Block {
  /** The most lines that it takes as a rule. */
  readonly lines: number;
  readonly draw: (drain: DrainView, times: Times, columns: number, colors: Colors) => string[];
}

const indent = '    ';

/** Whether the workflow says that it is over. */
export const hasEnded = ({ status }: DrainView): boolean => status?.outcome !== undefined;

/** Phase, reason, what is left, call errors, and what comes next, a line each. */
export const tall: Block = {
  lines: 4,
  draw: (drain, times, columns, colors) => {
    const { status } = drain;
    if (status === undefined || hasEnded(drain)) return short.draw(drain, times, columns, colors);
    return [
      line(columns, ...title(drain, times, colors), [status.phase, colors.cyan]),
      ...wrap(messageOf(reasons, status.reason), columns, indent),
      ...leftOf(status, columns, colors),
      line(columns, indent, [nextOf(status, times.now), colors.dim]),
    ];
  },
};

/** Phase and as much of the reason as fits beside it, what is left, and call errors. */
export const middling: Block = {
  lines: 2,
  draw: (drain, times, columns, colors) => {
    const { status } = drain;
    if (status === undefined || hasEnded(drain)) return short.draw(drain, times, columns, colors);
    const reason = ` · ${messageOf(reasons, status.reason)}`;
    return [
      line(columns, ...title(drain, times, colors), [status.phase, colors.cyan], reason),
      ...leftOf(status, columns, colors),
    ];
  },
};

/** What fits into one line. */
export const short: Block = {
  lines: 1,
  draw: (drain, times, columns, colors) => [
    line(columns, ...title(drain, times, colors), ...inShort(drain.status, colors)),
  ],
};

function inShort(status: Status | undefined, colors: Colors) {
  if (status === undefined) return ['not observed yet'];
  if (status.outcome !== undefined) return [messageOf(outcomes, status.outcome)];
  const left = status.tasks?.length ? formatTasksLeft(status.tasks) : messageOf(reasons, status.reason);
  return [[status.phase, colors.cyan] as const, ` · ${left}`];
}

const leftOf = ({ tasks, callErrors }: Status, columns: number, colors: Colors): string[] => [
  ...(tasks?.length ? wrap(formatTasksLeft(tasks), columns, indent) : []),
  ...callErrors.map(({ operation, code }) => line(columns, indent, [`${operation}: ${code}`, colors.red])),
];

function title({ ec2InstanceId, status, goneAt }: DrainView, { now, beganAt }: Times, colors: Colors) {
  const marks = {
    drained: ['✔', colors.green],
    going: ['●', colors.cyan],
    other: ['✖', colors.red],
  } as const;
  const state = status?.outcome === undefined ? 'going' : status.outcome === 'drained' ? 'drained' : 'other';
  const elapsed = duration((goneAt ?? now) - beganAt).padStart(4);
  return [marks[state], ' ', [ec2InstanceId, colors.bold], '  ', [elapsed, colors.dim], '  '] as const;
}

function nextOf({ nextObservationAt, heartbeatDueAt, heartbeats }: Status, now: number): string {
  const observation =
    nextObservationAt === undefined
      ? 'an observation'
      : `an observation in ${duration(nextObservationAt - now)}`;
  const heartbeat = heartbeatDueAt === undefined ? '' : `, a heartbeat in ${duration(heartbeatDueAt - now)}`;
  return `next: ${observation}${heartbeat} (${heartbeats} sent)`;
}
