import { z } from 'zod';
import type { OperatorRequest } from '../../domain/notice';
import { messageOf } from '../../domain/format/message-of';
import { outcomes } from '../../domain/drain/vocabulary/outcomes';
import { startDrain } from '../../temporal/start-drain';
import { defineCommand, type Cli } from '../command';
import { ExitCode } from '../exit-codes';
import { followDrain, type Ending } from '../follow';
import { flag, instance, option, attribution, parsedBy, accountRegion } from '../inputs';
import { isDrained } from '../one-drain';
import { attributionFrom, accountRegionFrom } from '../send-command';
import { warnIfNothingPolls } from '../pollers';
import { parseInstantOrDuration } from '../times';

const deadline = parsedBy((text) => {
  const now = Date.now();
  const at = parseInstantOrDuration(text, now);
  return at !== undefined && at > now ? at : undefined;
}, 'expected a duration such as 30m, of at most 24d, or a time to come such as 2026-01-31T12:00:00Z, before 2100');

export const start = defineCommand({
  name: 'start',
  summary: 'Drain an instance, also one that nobody terminates',
  description:
    'A drain that runs already takes the request in. One that was cancelled is started again. The deadline ends the drain whatever still runs.',
  inputs: {
    instance,
    ...attribution,
    afterwards: option(
      '--afterwards <what>',
      'what becomes of an instance that nobody terminates: stay-draining or return-to-active (default: stay-draining)',
      z
        .enum(['stay-draining', 'return-to-active'], 'expected stay-draining or return-to-active')
        .default('stay-draining'),
    ),
    deadline: option('--deadline <when>', 'a duration such as 30m, or a time, ISO 8601', deadline.optional()),
    ...accountRegion,
    wait: flag('--wait', 'show how it goes until it has ended'),
  },
  examples: [
    ['start i-0123456789abcdef0 --reason "a new kernel"', 'the instance stays DRAINING'],
    [
      'start i-0123456789abcdef0 --reason "a reboot" --afterwards return-to-active --wait',
      'and waits for the end',
    ],
    ['start i-0123456789abcdef0 --reason "retired" --deadline 2h', 'for two hours at the most'],
  ],
  run: async ({ instance: ec2InstanceId, afterwards, deadline: deadlineAt, wait, ...given }, cli) => {
    const request: OperatorRequest = {
      kind: 'operator-request',
      ec2InstanceId,
      ...attributionFrom(given, cli),
      afterwards,
      deadlineAt,
    };
    const where = accountRegionFrom(given, cli);
    const client = await cli.connect();
    await warnIfNothingPolls(client, where, cli);
    const { workflowId } = await startDrain(client, request, where);
    if (!wait) {
      cli.output.give({ instance: ec2InstanceId, workflowId }, () => `asked for: ${workflowId}`);
      return ExitCode.Done;
    }
    const ending = await followDrain(client, { instance: ec2InstanceId, workflowId }, cli);
    if (ending === undefined) return ExitCode.Interrupted;
    return reportEnding(ec2InstanceId, workflowId, ending, cli);
  },
});

function reportEnding(ec2InstanceId: string, workflowId: string, ending: Ending, { output }: Cli): ExitCode {
  const { execution, outcome } = ending;
  output.give({ instance: ec2InstanceId, workflowId, ...ending }, () =>
    outcome === undefined
      ? `the drain of ${ec2InstanceId} was ended by Temporal: ${execution.toLowerCase()}`
      : `${ec2InstanceId} ${messageOf(outcomes, outcome)}`,
  );
  return isDrained(outcome) ? ExitCode.Done : ExitCode.NotDrained;
}
