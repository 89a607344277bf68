import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { defineCommand, type Cli } from '../command';
import { listDrains, type DrainList } from '../drain-list';
import { drainTable } from '../drain-table';
import { asCliError, usageError } from '../errors';
import { ExitCode } from '../exit-codes';
import { duration, flag, instanceFilter, option, accountRegion, text } from '../inputs';
import { pauseFor } from '../pause-for';
import { fitting, redrawing } from '../redraw';
import type { DrainFilter } from '../visibility-query';

const rowCount = z.coerce
  .number('expected a number')
  .int('expected a whole number')
  .min(1, 'expected 1 at the least')
  .max(1000, 'expected 1000 at the most')
  .default(50);

export const list = defineCommand({
  name: 'list',
  summary: 'The drains that run',
  description:
    'Found by their search attributes; tasks left and the reason are asked of each drain. The newest come first.',
  inputs: {
    all: flag('--all', 'also those that have ended, while Temporal keeps them'),
    cluster: text('--cluster <name>', 'only in this cluster'),
    group: text('--group <name>', 'only of this Auto Scaling group'),
    phase: text('--phase <phase>', 'only in this phase, such as wait-for-tasks or paused'),
    instance: instanceFilter,
    trigger: text(
      '--trigger <kind>',
      'only those that this asked for: terminate-lifecycle-action, spot-interruption, scheduled-change, instance-state-change, found-waiting, operator-request',
    ),
    ...accountRegion,
    limit: option('--limit <n>', 'how many at the most (default: 50)', rowCount),
    watch: flag('--watch', 'go on, and show what changes, until Ctrl-C; with --json a line for each change'),
    interval: option(
      '--interval <duration>',
      'with --watch: time between two observations (default: 2s)',
      duration.default(2_000),
    ),
  },
  examples: [
    ['list', 'all that run'],
    ['list --cluster web --watch', 'one cluster, live'],
    ['list --phase paused', 'drains that are paused'],
    ['list --all --instance i-0123456789abcdef0', 'every drain that the instance had'],
    ['list --json | jq ".drains[].instance"', 'for scripts'],
  ],
  run: async ({ limit, watch: goesOn, interval, ...filter }, cli) => {
    if (filter.region !== undefined && filter.accountId === undefined)
      throw usageError('--region: needs --account beside it');
    const client = await cli.connect();
    if (goesOn) return watch(client, filter, limit, interval, cli);
    const found = await listDrains(client, filter, limit);
    cli.output.give(found, () => tableOf(found, cli).join('\n'));
    return ExitCode.Done;
  },
});

const tableOf = (found: DrainList, { output }: Cli): string[] =>
  drainTable(found, Date.now(), output.columns(), output.colors);

/** Until it is interrupted. A Temporal that does not answer now may do so soon. */
async function watch(
  client: Client,
  filter: DrainFilter,
  limit: number,
  intervalMs: number,
  cli: Cli,
): Promise<ExitCode> {
  const show = shower(cli);
  for (let isFirst = true; !cli.interrupted.aborted; isFirst = false) {
    try {
      show(await listDrains(client, filter, limit));
    } catch (error) {
      // What is wrong from the start, such as a namespace that is not set up, does not fix itself.
      if (isFirst) throw error;
      cli.output.report(asCliError(error).message);
    }
    await pauseFor(intervalMs, cli.interrupted);
  }
  return ExitCode.Done;
}

/** In place on a terminal; elsewhere a block, or a line of JSON, whenever something but the age has changed. */
function shower(cli: Cli): (found: DrainList) => void {
  const { output } = cli;
  const redraw = redrawing((text) => output.write(text));
  let shown = '';
  return (found) => {
    const rows = output.rows();
    if (rows !== undefined) {
      redraw(fitting([now(), ...tableOf(found, cli)], rows));
      return;
    }
    const news = JSON.stringify(found);
    if (news === shown) return;
    shown = news;
    output.give({ at: Date.now(), ...found }, () => [now(), ...tableOf(found, cli), ''].join('\n'));
  };
}

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
