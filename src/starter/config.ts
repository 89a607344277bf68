/** The starter's configuration: where Temporal is, and how to get in. Everything else comes with the message. */
import { z } from 'zod';
import { accountIdSchema, regionSchema } from '../config/account-region-schema';
import type { AccountRegion } from '../domain/account-region';
import {
  itemsOf,
  readSettings,
  SettingsError,
  type Environment,
  type TemporalSettings,
} from '../config/settings';
import type { ParseOptions } from '../events/message-kind';
import { readSecret, secretArn } from './secrets';
import type { ServedAccountRegions } from './served';

/** What may be kept elsewhere: the variable that names the place, Temporal's own, and what says the same in another way. */
const secrets = [
  { arnName: 'TEMPORAL_API_KEY_ARN', name: 'TEMPORAL_API_KEY', others: ['TEMPORAL_API_KEY'] },
  {
    arnName: 'TEMPORAL_TLS_CLIENT_CERT_ARN',
    name: 'TEMPORAL_TLS_CLIENT_CERT_DATA',
    others: ['TEMPORAL_TLS_CLIENT_CERT_DATA', 'TEMPORAL_TLS_CLIENT_CERT_PATH'],
  },
  {
    arnName: 'TEMPORAL_TLS_CLIENT_KEY_ARN',
    name: 'TEMPORAL_TLS_CLIENT_KEY_DATA',
    others: ['TEMPORAL_TLS_CLIENT_KEY_DATA', 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
  },
] as const;

/** Such as `123456789012/eu-central-1`. */
const accountRegionSchema = z
  .string()
  .transform((text): AccountRegion => {
    const [accountId = '', region = ''] = text.split(/\/(.*)/);
    return { accountId, region };
  })
  .pipe(z.object({ accountId: accountIdSchema(), region: regionSchema() }));

const secretExample = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:temporal-AbCdEf';

/** Every variable that the starter reads, besides Temporal's own. */
export const starterSettings = z
  .looseObject({
    ECS_DRAIN_ACCOUNT_REGIONS: z
      .string()
      .transform(itemsOf)
      .pipe(z.array(accountRegionSchema).min(1, 'expected at least one account and Region'))
      .optional()
      .meta({
        description:
          'The accounts and Regions that the starter serves, separated by commas; all of them by default. A message for another one starts nothing and fails, so that a dead-letter queue keeps it.',
        examples: ['123456789012/eu-central-1'],
      }),
    ECS_DRAIN_REBALANCE_RECOMMENDATIONS: z
      .enum(['ignore', 'drain'], 'expected ignore or drain')
      .default('ignore')
      .meta({
        description:
          'What becomes of a rebalance recommendation: it is ignored, or passed on to the workers, which have a variable of the same name.',
        examples: ['drain'],
      }),
    TEMPORAL_API_KEY_ARN: secretArn.optional().meta({
      description: 'Where the API key is kept, instead of `TEMPORAL_API_KEY`.',
      examples: [secretExample],
    }),
    TEMPORAL_TLS_CLIENT_CERT_ARN: secretArn.optional().meta({
      description: "Where the client's certificate is kept, instead of `TEMPORAL_TLS_CLIENT_CERT_DATA`.",
      examples: ['arn:aws:ssm:eu-central-1:123456789012:parameter/temporal/certificate'],
    }),
    TEMPORAL_TLS_CLIENT_KEY_ARN: secretArn.optional().meta({
      description: 'Where its key is kept, instead of `TEMPORAL_TLS_CLIENT_KEY_DATA`.',
      examples: [secretExample],
    }),
  })
  .superRefine(
    (settings, context) => {
      for (const { arnName, others } of secrets) {
        if (settings[arnName] === undefined) continue;
        for (const other of others.filter((name) => settings[name] !== undefined))
          context.addIssue({
            code: 'custom',
            path: [arnName],
            message: `${other} is set too: give one of the two`,
          });
      }
    },
    { when: () => true },
  ); // also where something else is wrong: every problem is told at once

export interface StarterConfig {
  readonly options: ParseOptions;
  readonly served: ServedAccountRegions;
  /**
   * Where Temporal is, with the secrets as they are now.
   * @throws SettingsError that names each secret that cannot be read
   */
  readonly temporal: () => Promise<TemporalSettings>;
}

/** @throws SettingsError that names every problem at once */
export function loadStarterConfig(environment: Environment = process.env): StarterConfig {
  const { settings, temporal } = readSettings(starterSettings, environment);
  const kept = secrets.flatMap(({ arnName, name }) => {
    const arn = settings[arnName];
    return arn === undefined ? [] : [{ arnName, name, arn }];
  });
  return {
    options: { rebalanceRecommendations: settings.ECS_DRAIN_REBALANCE_RECOMMENDATIONS },
    served: settings.ECS_DRAIN_ACCOUNT_REGIONS ?? 'all',
    temporal: async () => {
      if (kept.length === 0) return temporal;
      const values = await readAll(kept);
      return readSettings(z.object({}), { ...environment, ...values }).temporal;
    },
  };
}

interface KeptSecret {
  readonly arnName: string;
  readonly name: string;
  readonly arn: string;
}

/** @returns the secrets by the variables that Temporal's own tools read them from */
async function readAll(kept: readonly KeptSecret[]): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  const problems: string[] = [];
  await Promise.all(
    kept.map(async ({ arnName, name, arn }) => {
      try {
        values[name] = await readSecret(arn);
      } catch (error) {
        problems.push(
          `${arnName}: cannot read ${arn}: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }),
  );
  if (problems.length > 0) throw new SettingsError(problems);
  return values;
}
