/** What a command takes: flags and arguments, each with the schema that reads it. */
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { accountIdSchema, regionSchema } from '../config/account-region-schema';
import { isEc2InstanceId } from '../domain/notice';
import { usageError } from './errors';
import { parseDuration } from './times';

export interface Input<T> {
  readonly declareOn: (command: Command) => void;
  /** @throws CliError that names the input */
  readonly readFrom: (command: Command) => T;
}

/** @param flags as commander takes them: `--cluster <name>` */
export function option<S extends z.ZodType>(
  flags: string,
  description: string,
  schema: S,
): Input<z.output<S>> {
  const declared = new Option(flags, description);
  return {
    declareOn: (command) => command.addOption(declared),
    readFrom: (command) =>
      read(schema, command.getOptionValue(declared.attributeName()), declared.long ?? flags),
  };
}

/** @param name as commander takes it: `<instance>` */
export function argument<S extends z.ZodType>(
  name: string,
  description: string,
  schema: S,
): Input<z.output<S>> {
  return {
    declareOn: (command) => command.argument(name, description),
    readFrom: (command) => read(schema, command.args[0], name),
  };
}

function read<S extends z.ZodType>(schema: S, value: unknown, name: string): z.output<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw usageError(`${name}: ${error.issues.map(({ message }) => message).join('; ')}`);
}

const instanceId = z
  .string()
  .refine(isEc2InstanceId, 'expected an EC2 instance id such as i-0123456789abcdef0');

/** A text that a parser of ours reads; undefined: it does not. */
export const parsedBy = (parse: (text: string) => number | undefined, message: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** In milliseconds, at most 24 days. */
export const duration = parsedBy((text) => {
  const ms = parseDuration(text);
  return ms === 0 ? undefined : ms;
}, 'expected a duration such as 90s, 30m or 1h30m, of at most 24d');

export const flag = (flags: string, description: string) =>
  option(flags, description, z.boolean().default(false));

export const text = (flags: string, description: string) =>
  option(flags, description, z.string().min(1, 'expected some text').optional());

export const instance = argument('<instance>', 'EC2 instance id', instanceId);

export const instanceFilter = option('--instance <id>', 'only of this EC2 instance', instanceId.optional());

/** Where a drain acts. */
export const accountRegion = {
  accountId: option('--account <id>', 'AWS account, 12 digits', accountIdSchema().optional()),
  region: option('--region <region>', 'AWS Region', regionSchema().optional()),
};

/** As the drains take them. */
const textOf = (whenEmpty: string) =>
  z.string(whenEmpty).regex(/\S/, whenEmpty).max(500, 'expected at most 500 characters');

/** Who gives a command, and the reason: both are kept with the drain. */
export const attribution = {
  by: option('--by <name>', 'who you are (default: your user name)', textOf('say who you are').optional()),
  reason: option('--reason <reason>', 'the reason, shown in the status', textOf('say why')),
};

export const yes = flag('--yes', 'do not ask');

/** How long to wait for workers. */
export const patience = option(
  '--timeout <duration>',
  'how long to wait for it (default: 1m)',
  duration.default(60_000),
);
