import { formatTasksLeft } from '../../domain/drain/status/format-status';
import { releaseUpdate } from '../../workflows/drain.api';
import { defineCommand } from '../command';
import { ExitCode } from '../exit-codes';
import { findDrain } from '../find-drain';
import { instance, attribution, accountRegion, yes } from '../inputs';
import { readRunningDrain, statusIn, type OneDrain } from '../one-drain';
import { attributionFrom, sendCommand, formatAccepted } from '../send-command';

export const release = defineCommand({
  name: 'release',
  summary: 'Let the instance go now, whatever still runs on it',
  description:
    'The lifecycle action is completed with CONTINUE at once, and Auto Scaling terminates the instance. What still runs on it is cut short. Asks first, unless --yes.',
  inputs: { instance, ...attribution, ...accountRegion, yes },
  examples: [
    ['release i-0123456789abcdef0 --reason "the batch can be repeated"', 'asks first'],
    ['release i-0123456789abcdef0 --reason "as agreed" --yes', 'does not'],
  ],
  run: async ({ instance: ec2InstanceId, yes: isConfirmed, ...given }, cli) => {
    const asked = attributionFrom(given, cli);
    const client = await cli.connect();
    const drain = await findDrain(client, { instance: ec2InstanceId, ...given }, cli);
    if (!isConfirmed) await cli.confirm(whatItDoes(await readRunningDrain(client, drain)));
    const command = await sendCommand(client, drain, releaseUpdate, asked);
    cli.output.give({ instance: ec2InstanceId, command }, () => formatAccepted(ec2InstanceId, command));
    return ExitCode.Done;
  },
});

function whatItDoes(drain: OneDrain): string {
  const tasks = statusIn(drain)?.tasks;
  const cutShort =
    tasks === undefined
      ? 'What runs there is not known, and is cut short.'
      : tasks.length === 0
        ? 'No task is known to be left there.'
        : `Cut short: ${formatTasksLeft(tasks)}.`;
  return `The lifecycle action of ${drain.instance} is completed with CONTINUE: the instance is terminated. ${cutShort}`;
}
