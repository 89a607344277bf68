import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** How many container instances are terminated; the cluster has two more. */
  readonly instances: number;
  /** Leave everything up until Ctrl-C. */
  readonly keep: boolean;
  /** One JSON object on standard output, and nothing else there. */
  readonly json: boolean;
}

/** What was asked for on the command line. */
export type Request =
  | { readonly kind: 'run'; readonly options: DemoOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'unusable'; readonly problem: string };

const mostInstances = 50;

export const help = `ecs-drain demo: ECS container instances that Auto Scaling terminates are drained, on this machine alone.

Usage: npm run demo -- [flags]

  --instances <n>  how many instances to terminate, 1 to ${mostInstances}; the cluster has two more (default 1)
  --keep           leave everything up afterwards, until Ctrl-C, for a look at Temporal's Web UI
  --json           print one JSON object on standard output; progress goes to standard error
  --help           print this

Examples:
  npm run demo                                   one instance, with live progress
  npm run demo -- --instances 5 --keep           five at once, then look around
  npm run --silent demo -- --json | jq .awsCalls the figures; --silent stops npm's own two lines

Exit code: 0 the drains were right by the local AWS's own record, 1 they were not, 2 a flag is not understood.`;

/** Reads the command line. Total: what cannot be used is an answer too. */
export function readRequest(args: readonly string[]): Request {
  let flags;
  try {
    flags = parseArgs({
      args: [...args],
      options: {
        instances: { type: 'string', default: '1' },
        keep: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    return unusable(firstSentence(error instanceof Error ? error.message : String(error)));
  }
  const { values, positionals } = flags;
  if (values.help) return { kind: 'help' };
  if (positionals.length > 0) {
    // npm keeps flags for itself where no `--` stands before them, and passes on what is left of them.
    return unusable(
      `${positionals.join(' ')} is not a flag. Flags come after --, as in: npm run demo -- --instances 5`,
    );
  }
  const instances = /^\d+$/.test(values.instances) ? Number(values.instances) : NaN;
  if (!(instances >= 1 && instances <= mostInstances)) {
    return unusable(
      `--instances takes a whole number from 1 to ${mostInstances}, and was given ${JSON.stringify(values.instances)}.`,
    );
  }
  return { kind: 'run', options: { instances, keep: values.keep, json: values.json } };
}

const unusable = (problem: string): Request => ({ kind: 'unusable', problem });

/** What follows it is advice on how to pass what we never take. */
const firstSentence = (message: string): string =>
  `${message.split(/\.\s/, 1)[0]?.replace(/\.$/, '') ?? ''}.`;
