import { duration as inWords } from '../../domain/format/text';
import { registerSearchAttributes } from '../../temporal/setup/search-attributes';
import { defaultSweepEveryMs, scheduleSweep, type SweepSchedule } from '../../temporal/sweep/sweep-schedule';
import { defineCommand } from '../command';
import { usageError } from '../errors';
import { ExitCode } from '../exit-codes';
import { duration, option, accountRegion } from '../inputs';
import { accountRegionFrom } from '../send-command';

/** AWS's request rates are shared with the drains. */
const leastEveryMs = 60_000;

export const setup = defineCommand({
  name: 'setup',
  summary: 'Set up the Temporal namespace, and the sweep of an account and Region',
  description:
    'Makes the namespace know the search attributes of drains, which cannot start before. With --account and --region also the Schedule that sweeps there: it starts the drains of instances that wait in our hooks and that no message told of. The workers need ECS_DRAIN_NOTIFICATION_TARGETS or ECS_DRAIN_LIFECYCLE_HOOKS to know which hooks are ours. Again does no harm, changes the interval, and leaves a paused Schedule paused.',
  inputs: {
    ...accountRegion,
    every: option(
      '--every <duration>',
      'from one sweep to the next, at least 1m (default: 5m)',
      duration.refine((ms) => ms >= leastEveryMs, 'expected at least 1m').optional(),
    ),
  },
  examples: [
    ['setup', 'in the namespace that TEMPORAL_NAMESPACE names'],
    ['setup --account 123456789012 --region eu-central-1', 'and sweeps there, every five minutes'],
  ],
  run: async ({ every, ...given }, cli) => {
    const isAccountRegionGiven = given.accountId !== undefined || given.region !== undefined;
    if (every !== undefined && !isAccountRegionGiven)
      throw usageError('--every: needs --account and --region');
    const where = isAccountRegionGiven ? accountRegionFrom(given, cli) : undefined;
    const client = await cli.connect();
    const { namespace } = client.options;
    // First: a server that does not let search attributes be added from here, as Temporal Cloud, takes a Schedule.
    const sweep = where && (await scheduleSweep(client, where, every ?? defaultSweepEveryMs));
    const { added, already } = await registerSearchAttributes(client.connection, namespace).catch(
      (error: unknown) => {
        if (sweep) cli.output.report(formatSchedule(sweep));
        throw error;
      },
    );
    cli.output.give({ namespace, added, already, ...(sweep && { sweep }) }, () =>
      [
        ...added.map((name) => `${name}  added`),
        ...already.map((name) => `${name}  was there`),
        ...(sweep ? [formatSchedule(sweep)] : []),
        `namespace ${namespace} is set up`,
      ].join('\n'),
    );
    return ExitCode.Done;
  },
});

const formatSchedule = ({ scheduleId, everyMs, was, isPaused }: SweepSchedule): string =>
  `schedule ${scheduleId}  ${was}, every ${inWords(everyMs)}${isPaused ? '; it is paused, and stays so' : ''}`;
