import { instant } from '../../domain/format/text';
import { extendUpdate } from '../../workflows/drain.api';
import { defineCommand } from '../command';
import { CliError, usageError } from '../errors';
import { ExitCode } from '../exit-codes';
import { findDrain } from '../find-drain';
import { duration, instance, option, attribution, parsedBy, accountRegion } from '../inputs';
import { readRunningDrain, statusIn } from '../one-drain';
import { attributionFrom, sendCommand } from '../send-command';
import { parseInstant } from '../times';

const until = parsedBy(parseInstant, 'expected a time such as 2026-01-31T12:00:00Z, before 2100');

export const extend = defineCommand({
  name: 'extend',
  summary: 'Move the deadline of a drain out',
  description:
    'To a time, or by a duration counted from the deadline that it has. No deadline goes past the global timeout of the lifecycle hook, and none comes earlier by this.',
  inputs: {
    instance,
    until: option('--until <time>', 'the new deadline, ISO 8601', until.optional()),
    for: option('--for <duration>', 'so much later than the deadline is now', duration.optional()),
    ...attribution,
    ...accountRegion,
  },
  examples: [
    ['extend i-0123456789abcdef0 --for 30m --reason "the nightly batch"', 'half an hour later'],
    ['extend i-0123456789abcdef0 --until 2026-01-31T12:00:00Z --reason "as agreed"', 'at noon, UTC'],
  ],
  run: async ({ instance: ec2InstanceId, until: at, for: laterMs, ...given }, cli) => {
    if ((at === undefined) === (laterMs === undefined)) throw usageError('say either --until or --for');
    const asked = attributionFrom(given, cli);
    const client = await cli.connect();
    const ref = await findDrain(client, { instance: ec2InstanceId, ...given }, cli);
    const drain = await readRunningDrain(client, ref);
    const before = statusIn(drain)?.deadline?.at;
    if (drain.answer.kind !== 'status' && laterMs !== undefined)
      throw new CliError(ExitCode.NoAnswer, 'no worker answers, so the deadline is not known: say --until');
    // Where there is no deadline the drain refuses, in its own words.
    const deadlineAt = at ?? (before ?? Date.now()) + (laterMs ?? 0);
    const command = await sendCommand(client, ref, extendUpdate, {
      ...asked,
      until: new Date(deadlineAt).toISOString(),
    });
    cli.output.give(
      { instance: ec2InstanceId, command, deadlineBefore: before ?? null },
      () =>
        `the deadline of ${ec2InstanceId} is ${instant(command.deadlineAt ?? deadlineAt)}${before === undefined ? '' : `, and was ${instant(before)}`}`,
    );
    return ExitCode.Done;
  },
});
