/** The worker's configuration. */
import { z } from 'zod';
import type { Rate } from './aws/budget';
import { defaultSpec, type Spec } from './reconcile/spec';
import { commaList, readSettings, type Environment, type TemporalSettings } from './settings';
import { taskQueueOf } from './task-queue';

const seconds = (least: number, most: number, otherwise: number) =>
  z.coerce.number(`expected a number of seconds`).min(least).max(most).default(otherwise);

/** Half of what ECS grants: the account's other users, and a second worker, need theirs. */
export const defaultEcsReadsPerSecond = 10;

/** Every variable that a worker reads, besides Temporal's own and those of the AWS SDK's default chain. */
export const workerSettings = z.object({
  AWS_REGION: z
    .string('set the Region that this worker serves, such as eu-central-1')
    .regex(/^[a-z]+(-[a-z]+)+-\d+$/, 'expected a Region such as eu-central-1')
    .describe('The Region that this worker serves.'),
  ECS_DRAIN_ACCOUNT_ID: z
    .string('set the account that this worker serves, 12 digits')
    .regex(/^\d{12}$/, 'expected an AWS account id of 12 digits')
    .describe('The account that this worker serves.'),
  ECS_DRAIN_CLUSTERS: commaList
    .default([])
    .describe(
      'Clusters in which instances are looked for, by name or ARN, separated by commas. Default: all clusters.',
    ),
  ECS_DRAIN_LIFECYCLE_HOOKS: commaList
    .default([...defaultSpec.lifecycleHooks])
    .describe(
      'Names of lifecycle hooks that are ours, besides those that notify the topic that a message came through.',
    ),
  ECS_DRAIN_RESYNC_SECONDS: seconds(1, 3600, defaultSpec.resyncSeconds).describe(
    'The shortest time between two looks at an instance while something moves.',
  ),
  ECS_DRAIN_HEARTBEAT_SECONDS: seconds(10, 7200, defaultSpec.heartbeatSeconds).describe(
    "The longest time between two heartbeats; a third of the hook's timeout if that is less.",
  ),
  ECS_DRAIN_ABSENCE_GRACE_SECONDS: seconds(1, 3600, defaultSpec.absenceGraceSeconds).describe(
    'How long an instance must be seen in no cluster, or as not terminating, before that is believed.',
  ),
  ECS_DRAIN_ECS_READS_PER_SECOND: z.coerce
    .number('expected a number of calls')
    .min(1)
    .max(20)
    .default(defaultEcsReadsPerSecond)
    .describe(
      'Reads of ECS a second that this worker may make, of the 20 that ECS grants an account and Region.',
    ),
});

/** ECS grants a burst of five seconds' worth. */
export const ecsReadRateOf = (perSecond: number): Rate => ({ perSecond, burst: 5 * perSecond });

export interface WorkerConfig {
  readonly accountId: string;
  readonly region: string;
  readonly taskQueue: string;
  readonly clusters: readonly string[] | 'all';
  readonly spec: Spec;
  readonly ecsReadRate: Rate;
  readonly temporal: TemporalSettings;
}

/** @throws SettingsError that names every problem at once */
export function loadWorkerConfig(environment: Environment): WorkerConfig {
  const { settings, temporal } = readSettings(workerSettings, environment);
  return {
    accountId: settings.ECS_DRAIN_ACCOUNT_ID,
    region: settings.AWS_REGION,
    taskQueue: taskQueueOf({ accountId: settings.ECS_DRAIN_ACCOUNT_ID, region: settings.AWS_REGION }),
    clusters: settings.ECS_DRAIN_CLUSTERS.length > 0 ? settings.ECS_DRAIN_CLUSTERS : 'all',
    spec: {
      ...defaultSpec,
      resyncSeconds: settings.ECS_DRAIN_RESYNC_SECONDS,
      heartbeatSeconds: settings.ECS_DRAIN_HEARTBEAT_SECONDS,
      absenceGraceSeconds: settings.ECS_DRAIN_ABSENCE_GRACE_SECONDS,
      lifecycleHooks: settings.ECS_DRAIN_LIFECYCLE_HOOKS,
    },
    ecsReadRate: ecsReadRateOf(settings.ECS_DRAIN_ECS_READS_PER_SECOND),
    temporal,
  };
}

/** The process's environment. Nothing else reads it. */
export const environment: Environment = process.env;
