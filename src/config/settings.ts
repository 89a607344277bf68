/** Settings come from the environment, are checked once, and every mistake is told at once. */
import { existsSync } from 'node:fs';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the settings, one line each. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly problems: readonly string[]) {
    super(`the settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** A list in one variable: items separated by commas, blanks around them ignored. */
export const itemsOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The value that a JSON text holds; a text that is no JSON is itself, and a schema then refuses it by its type. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a schema found, with its place: `taskRules.0.name: …`. */
export const issueText = ({ path, message }: z.core.$ZodIssue): string =>
  path.length > 0 ? `${path.join('.')}: ${message}` : message;

/** Where Temporal is, as `@temporalio/envconfig` reads it: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_*. */
export interface TemporalSettings {
  readonly connectionOptions: ReturnType<typeof loadClientConnectConfig>['connectionOptions'];
  readonly namespace: string;
}

/**
 * Checks variables against a schema, and Temporal's settings beside them.
 * @throws SettingsError that names every problem, those of Temporal's included
 */
export function readSettings<S extends z.ZodType>(
  schema: S,
  environment: Environment,
): { settings: z.output<S>; temporal: TemporalSettings } {
  const variables = withoutBlanks(environment);
  const parsed = schema.safeParse(variables);
  const temporal = readTemporalSettings(variables);
  if (parsed.success && 'settings' in temporal) return { settings: parsed.data, temporal: temporal.settings };
  throw new SettingsError([
    ...(parsed.error?.issues ?? []).map(issueText),
    ...('problems' in temporal ? temporal.problems : []),
  ]);
}

const files = [
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
];

function readTemporalSettings(
  variables: Record<string, string>,
): { settings: TemporalSettings } | { problems: readonly string[] } {
  // The loader stops at the first file that it cannot read; an operator wants to see all of them at once.
  const unreadable = files.flatMap((name) => {
    const path = variables[name];
    return path === undefined || existsSync(path) ? [] : [`${name}: there is no file ${path}`];
  });
  // gRPC refuses such a key in words that have the key in them.
  const oddKey = /^[ -~]*$/.test(variables['TEMPORAL_API_KEY'] ?? '')
    ? []
    : ['TEMPORAL_API_KEY: expected one line of ASCII characters'];
  if (unreadable.length + oddKey.length > 0) return { problems: [...unreadable, ...oddKey] };
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: variables });
    return { settings: { connectionOptions, namespace: namespace ?? 'default' } };
  } catch (error) {
    return { problems: [`TEMPORAL_*: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/**
 * A variable that is set to nothing is not set: container definitions and compose files leave them behind. A secret that was made
 * from a file ends with a line break.
 */
function withoutBlanks(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .map(([name, value = '']): [string, string] => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  );
}
