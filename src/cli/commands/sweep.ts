import { formatSweep } from '../../domain/sweep/format-sweep';
import { startSweep } from '../../temporal/sweep/start-sweep';
import { defineCommand } from '../command';
import { ExitCode } from '../exit-codes';
import { patience, accountRegion } from '../inputs';
import { accountRegionFrom } from '../send-command';
import { warnIfNothingPolls } from '../pollers';
import { onTerminal } from '../terminal-markdown';

export const sweepCommand = defineCommand({
  name: 'sweep',
  summary: 'Drain, now, what waits in our hooks and has no drain',
  description:
    'What the Schedule of setup does again and again, once. What was cancelled stays cancelled. Also reports orphaned draining instances: DRAINING while no drain runs and Auto Scaling does not terminate them.',
  inputs: { ...accountRegion, patience },
  examples: [
    ['sweep --account 123456789012 --region eu-central-1', ''],
    ['sweep --json | jq .started', 'with ECS_DRAIN_ACCOUNT_ID and AWS_REGION set'],
  ],
  run: async ({ patience: withinMs, ...given }, cli) => {
    const where = accountRegionFrom(given, cli);
    const client = await cli.connect();
    await warnIfNothingPolls(client, where, cli);
    const handle = await startSweep(client, where);
    const result = await client.withDeadline(Date.now() + withinMs, () => handle.result());
    cli.output.give(result, () => onTerminal(formatSweep(result), cli.output.colors));
    return result.unable === undefined ? ExitCode.Done : ExitCode.Failed;
  },
});
