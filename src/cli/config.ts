/** The CLI's configuration: where Temporal is, and what need not be typed each time. */
import { userInfo } from 'node:os';
import { z } from 'zod';
import { accountIdSchema, regionSchema } from '../config/account-region-schema';
import type { AccountRegion } from '../domain/account-region';
import { readSettings, type Environment, type TemporalSettings } from '../config/settings';

/** Every variable that the CLI reads, besides Temporal's own. `plan` reads those of a worker, `listen` those of the starter. */
export const cliSettings = z.object({
  ECS_DRAIN_UI_URL: z
    .url('expected the URL of the Temporal UI')
    .optional()
    .meta({
      description: 'The Temporal UI, for links to drains.',
      examples: ['https://temporal.example.com'],
    }),
  ECS_DRAIN_ACCOUNT_ID: accountIdSchema()
    .optional()
    .meta({
      description: 'What `--account` is, unless it is given.',
      examples: ['123456789012'],
    }),
  AWS_REGION: regionSchema()
    .optional()
    .meta({
      description: 'What `--region` is, unless it is given.',
      examples: ['eu-central-1'],
    }),
});

export interface CliConfig {
  readonly temporal: TemporalSettings;
  /** Base URL of the Temporal UI. */
  readonly uiUrl: string | undefined;
  /** Where drains are, unless flags say so. */
  readonly accountRegion: Partial<AccountRegion>;
  /** Who gives commands, unless a flag says so. Undefined where the operating system has no name for the user. */
  readonly userName: string | undefined;
}

/** @throws SettingsError that names every problem at once */
export function loadCliConfig(environment: Environment = process.env): CliConfig {
  const { settings, temporal } = readSettings(cliSettings, environment);
  return {
    temporal,
    uiUrl: settings.ECS_DRAIN_UI_URL,
    accountRegion: {
      ...(settings.ECS_DRAIN_ACCOUNT_ID !== undefined && { accountId: settings.ECS_DRAIN_ACCOUNT_ID }),
      ...(settings.AWS_REGION !== undefined && { region: settings.AWS_REGION }),
    },
    userName: userName(),
  };
}

/** A container's user may have a number and no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
