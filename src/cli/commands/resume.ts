import { resumeUpdate } from '../../workflows/drain.api';
import { defineCommand } from '../command';
import { ExitCode } from '../exit-codes';
import { findDrain } from '../find-drain';
import { instance, attribution, accountRegion } from '../inputs';
import { attributionFrom, sendCommand, formatAccepted } from '../send-command';

export const resume = defineCommand({
  name: 'resume',
  summary: 'End a pause: the drain goes on',
  description: 'Does no harm to a drain that is not paused.',
  inputs: { instance, ...attribution, ...accountRegion },
  examples: [['resume i-0123456789abcdef0 --reason "the disks are fine"', '']],
  run: async ({ instance: ec2InstanceId, ...given }, cli) => {
    const asked = attributionFrom(given, cli);
    const client = await cli.connect();
    const drain = await findDrain(client, { instance: ec2InstanceId, ...given }, cli);
    const command = await sendCommand(client, drain, resumeUpdate, asked);
    cli.output.give({ instance: ec2InstanceId, command }, () => formatAccepted(ec2InstanceId, command));
    return ExitCode.Done;
  },
});
