import { resumeAll } from '../../temporal/limits';
import { instant } from '../../domain/format/text';
import { defineCommand } from '../command';
import { attribution, patience, accountRegion } from '../inputs';
import { attributionFrom, accountRegionFrom } from '../send-command';
import { warnIfNothingPolls } from '../pollers';
import { sendToAll, reportAll, untilAllSay } from '../until-all';

export const resumeAllCommand = defineCommand({
  name: 'resume-all',
  summary: 'End a pause of all drains',
  description:
    'Does no harm where nothing is paused. A drain that is paused by itself stays paused. Waits until no drain says any more that it is paused.',
  inputs: { ...attribution, ...accountRegion, patience },
  examples: [['resume-all --reason "the incident is over" --account 123456789012 --region eu-central-1', '']],
  run: async ({ patience: withinMs, ...given }, cli) => {
    const asked = attributionFrom(given, cli);
    const where = accountRegionFrom(given, cli);
    const client = await cli.connect();
    await warnIfNothingPolls(client, where, cli);
    const accepted = await sendToAll(client, () => resumeAll(client, where, asked));
    cli.output.report(`resumed at ${instant(accepted.at)}`);
    const progress = await untilAllSay(
      client,
      where,
      ({ allPaused: paused }) => paused === undefined,
      cli,
      'go on',
      withinMs,
    );
    return reportAll({ attribution: accepted, ...progress }, 'going on', cli);
  },
});
