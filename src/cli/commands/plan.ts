import { formatDryRun } from '../../dry-run/format-dry-run';
import { defineCommand } from '../command';
import { ExitCode } from '../exit-codes';
import { instance } from '../inputs';
import { onTerminal } from '../terminal-markdown';

export const plan = defineCommand({
  name: 'plan',
  summary: 'What a drain of an instance would do now, and what would be in its way; nothing is touched',
  description:
    "The workers' own observations and decision, run here: it needs the AWS credentials and the settings of a worker, and no Temporal. An instance in service is imagined to be terminated.",
  inputs: { instance },
  examples: [
    ['plan i-0123456789abcdef0', 'in words'],
    ['plan i-0123456789abcdef0 --json | jq .onceDraining.conditions', 'what would be in the way'],
  ],
  run: async ({ instance: ec2InstanceId }, cli) => {
    // The AWS SDK is of no use to any other command, and takes its time to load.
    const { dryRunHere } = await import('../../dry-run/here.js');
    const run = await dryRunHere(ec2InstanceId);
    cli.output.give(run, () => onTerminal(formatDryRun(run), cli.output.colors));
    return ExitCode.Done;
  },
});
