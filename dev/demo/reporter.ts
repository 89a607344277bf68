import { createLogUpdate } from 'log-update';
import type { WriteStream } from 'node:tty';
import { headline } from '../../src/domain/drain/status/format-status';
import { frame, type FrameInput, happeningLine } from './frame';
import { colorsFor } from './line';

/** Who tells an operator how it goes. */
export interface Reporter {
  /** A line that stays. */
  say(line: string): void;
  /** Where the drains stand now, and everything that has happened. */
  show(input: FrameInput): void;
  /** Nothing more moves; what was shown last stays. */
  settle(): void;
}

/**
 * A picture that is redrawn in place. By log-update 6, as version 7 redraws only what it takes to have changed, and loses lines
 * when a block grows or shrinks.
 */
export function terminalReporter(stream: WriteStream): Reporter {
  const log = createLogUpdate(stream);
  const colors = colorsFor(stream);
  let isDrawn = false;
  return {
    say: (text) => {
      if (isDrawn) log.clear();
      stream.write(`${text}\n`);
    },
    show: (input) => {
      isDrawn = true;
      // The last column and row are left free: some terminals wrap or scroll when they are written to.
      log(frame(input, { columns: stream.columns - 1, rows: stream.rows - 1 }, colors));
    },
    settle: () => {
      if (isDrawn) log.done();
      isDrawn = false;
    },
  };
}

/** Lines for a file, a pipe or CI: each once, when there is something new to say. */
export function plainReporter(write: (line: string) => void): Reporter {
  const colors = colorsFor({ isTTY: false });
  let told = 0;
  const said = new Map<string, string>();
  return {
    say: write,
    show: ({ drains, happenings, beganAt, now }) => {
      for (const happening of happenings.slice(told))
        write(happeningLine(happening, beganAt, Infinity, colors));
      told = happenings.length;
      for (const { ec2InstanceId, status } of drains) {
        if (status === undefined) continue;
        // When the next observation comes changes with every second, and is no news.
        const news = headline({ ...status, nextObservationAt: undefined }, now);
        if (said.get(ec2InstanceId) === news) continue;
        said.set(ec2InstanceId, news);
        write(
          happeningLine({ at: now, ec2InstanceId, text: news, tone: 'plain' }, beganAt, Infinity, colors),
        );
      }
    },
    settle: () => undefined,
  };
}

/** Human mode tells on standard output; `--json` leaves that to the one object. */
export function reporterFor({ json }: { readonly json: boolean }): Reporter {
  const { stdout } = process;
  if (json) return plainReporter((line) => process.stderr.write(`${line}\n`));
  if (stdout.isTTY && process.env.TERM !== 'dumb') return terminalReporter(stdout);
  return plainReporter((line) => stdout.write(`${line}\n`));
}
