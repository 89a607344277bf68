import { pauseAll } from '../../temporal/limits';
import { instant } from '../../domain/format/text';
import { defineCommand } from '../command';
import { attribution, patience, accountRegion } from '../inputs';
import { attributionFrom, accountRegionFrom } from '../send-command';
import { warnIfNothingPolls } from '../pollers';
import { sendToAll, reportAll, untilAllSay } from '../until-all';

export const pauseAllCommand = defineCommand({
  name: 'pause-all',
  summary: 'Keep all drains of an account and Region from doing anything, until resume-all',
  description:
    'Also those that start later, and also at their deadlines. Heartbeats keep lifecycle hooks alive up to their global timeouts. Waits until every drain that runs says that it is paused: then nothing of them is on its way to AWS.',
  inputs: { ...attribution, ...accountRegion, patience },
  examples: [
    ['pause-all --reason "an incident" --account 123456789012 --region eu-central-1', ''],
    ['pause-all --reason "an incident"', 'with ECS_DRAIN_ACCOUNT_ID and AWS_REGION set'],
  ],
  run: async ({ patience: withinMs, ...given }, cli) => {
    const asked = attributionFrom(given, cli);
    const where = accountRegionFrom(given, cli);
    const client = await cli.connect();
    await warnIfNothingPolls(client, where, cli);
    const inForce = await sendToAll(client, () => pauseAll(client, where, asked));
    cli.output.report(`paused at ${instant(inForce.at)}: by ${inForce.by}, ${inForce.reason}`);
    const progress = await untilAllSay(
      client,
      where,
      ({ allPaused: paused }) => paused !== undefined,
      cli,
      'are paused',
      withinMs,
    );
    return reportAll({ attribution: inForce, ...progress }, 'paused', cli);
  },
});
