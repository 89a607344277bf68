import { pauseUpdate } from '../../workflows/drain.api';
import { defineCommand } from '../command';
import { ExitCode } from '../exit-codes';
import { findDrain } from '../find-drain';
import { instance, attribution, accountRegion } from '../inputs';
import { attributionFrom, sendCommand, formatAccepted } from '../send-command';

export const pause = defineCommand({
  name: 'pause',
  alias: 'hold',
  summary: 'Keep a drain from doing anything, until resume',
  description:
    'Nothing is set, stopped or completed by the drain, also not at its deadline; heartbeats keep the lifecycle hook alive up to its global timeout. ECS goes on moving the tasks of services once the instance is DRAINING.',
  inputs: { instance, ...attribution, ...accountRegion },
  examples: [['pause i-0123456789abcdef0 --reason "a look at its disks"', '']],
  run: async ({ instance: ec2InstanceId, ...given }, cli) => {
    const asked = attributionFrom(given, cli);
    const client = await cli.connect();
    const drain = await findDrain(client, { instance: ec2InstanceId, ...given }, cli);
    const command = await sendCommand(client, drain, pauseUpdate, asked);
    cli.output.give({ instance: ec2InstanceId, command }, () => formatAccepted(ec2InstanceId, command));
    return ExitCode.Done;
  },
});
