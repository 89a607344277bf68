import { runDoctor, unreachable } from '../../temporal/doctor/run-doctor';
import { countsOf, type Finding } from '../../domain/doctor/finding';
import type { AccountRegion } from '../../domain/account-region';
import { GrpcCode, grpcCodeOf } from '../../temporal/errors';
import { defineCommand, type Cli } from '../command';
import { CliError } from '../errors';
import { ExitCode } from '../exit-codes';
import { formatFindings } from '../findings';
import { duration, option, accountRegion } from '../inputs';
import { accountRegionFrom } from '../send-command';

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'Whether all that drains need is there, and how to fix what is not',
  description:
    'Asks Temporal from here, and has a worker look at AWS with its own credentials and settings: the identity, each permission, lifecycle hooks, topics, dead-letter queues, services and stop timeouts. Changes nothing. What AWS refuses to tell, or only an end could show, is `not checked`.',
  inputs: {
    ...accountRegion,
    patience: option(
      '--timeout <duration>',
      'how long a worker may take (default: 2m)',
      duration.default(120_000),
    ),
  },
  examples: [
    ['doctor --account 123456789012 --region eu-central-1', ''],
    [`doctor --json | jq '.findings[] | select(.level == "fail")'`, 'what has to be fixed'],
  ],
  run: async ({ patience: withinMs, ...given }, cli) => {
    const where = accountRegionFrom(given, cli);
    const findings = await findingsOf(cli, where, withinMs);
    const counts = countsOf(findings);
    cli.output.give({ ...where, healthy: counts.fail === 0, counts, findings }, () =>
      formatFindings(findings, cli.output.colors),
    );
    return counts.fail === 0 ? ExitCode.Done : ExitCode.Unhealthy;
  },
});

async function findingsOf(cli: Cli, where: AccountRegion, withinMs: number): Promise<readonly Finding[]> {
  try {
    return await runDoctor(await cli.connect(), where, withinMs);
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== ExitCode.CannotReach) throw error;
    const isNamespace = grpcCodeOf(error) === GrpcCode.NotFound;
    return unreachable(isNamespace ? 'namespace-missing' : 'temporal-unreachable', error.message);
  }
}
