/** The worker's configuration. */
import { z } from 'zod';
import type { Rate } from '../aws/budget';
import { allowedAs, clusterReference, type AllowedClusters } from './clusters';
import { accountIdSchema, regionSchema } from './account-region-schema';
import type { Spec } from '../domain/spec';
import { itemsOf, parseJson, readSettings, type Environment, type TemporalSettings } from './settings';
import { specFromVariables } from './spec-schema';
import { taskQueueOf } from '../domain/task-queue';
import { telemetryConfigOf, telemetrySettings, type TelemetryConfig } from './telemetry-settings';

/** Half of what ECS grants: the account's other users, and a second worker, need theirs. */
export const defaultEcsReadsPerSecond = 10;

/** Less than the 30 s that ECS gives a container to stop by default. No activity of a drain takes longer than 15 s. */
export const defaultShutdownGraceSeconds = 20;

/** Every variable that a worker reads, besides those of the spec, Temporal's own and those of the AWS SDK's default chain. */
export const workerSettings = z.object({
  AWS_REGION: regionSchema('set the Region that this worker serves, such as eu-central-1').meta({
    description: 'The Region that this worker serves.',
    examples: ['eu-central-1'],
  }),
  ECS_DRAIN_ACCOUNT_ID: accountIdSchema('set the account that this worker serves, 12 digits').meta({
    description: 'The account that this worker serves.',
    examples: ['123456789012'],
  }),
  ECS_DRAIN_CLUSTERS: z
    .string()
    .transform(itemsOf)
    .pipe(z.array(clusterReference))
    .default([])
    .meta({
      description:
        'Clusters in which instances are looked for, by name or ARN, separated by commas; all of them by default.',
      examples: ['web,batch'],
    }),
  ECS_DRAIN_CLUSTER_OF_GROUP: z
    .string()
    .transform(parseJson)
    .pipe(z.record(z.string(), clusterReference, 'expected a JSON object: the cluster of each group'))
    .default({})
    .meta({
      description:
        'Where instances of an Auto Scaling group are looked for first: a JSON object, group name to cluster. A hint that saves calls.',
      examples: ['{"web-asg": "web"}'],
    }),
  ECS_DRAIN_OUTCOME_TOPIC_ARN: z
    .string()
    .regex(
      /^arn:[\w-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/,
      'expected the ARN of an SNS topic that is not a FIFO topic',
    )
    .optional()
    .meta({
      description: 'The SNS topic to which the end of each drain is published.',
      examples: ['arn:aws:sns:eu-central-1:123456789012:drained'],
    }),
  ECS_DRAIN_DEAD_LETTER_QUEUES: z
    .string()
    .transform(itemsOf)
    .pipe(z.array(z.url('expected URLs of SQS queues')))
    .default([])
    .meta({
      description:
        "URLs of the starter's dead-letter queues, separated by commas: `ecs-drain doctor` sees whether they are empty.",
      examples: ['https://sqs.eu-central-1.amazonaws.com/123456789012/ecs-drain-dead-letters'],
    }),
  ECS_DRAIN_ECS_READS_PER_SECOND: z.coerce
    .number('expected a number of calls')
    .min(1)
    .max(20)
    .default(defaultEcsReadsPerSecond)
    .meta({
      description:
        'Reads of ECS a second that this worker may make, of the 20 that ECS grants an account and Region.',
      examples: ['5'],
    }),
  ECS_DRAIN_SHUTDOWN_GRACE_SECONDS: z.coerce
    .number('expected a number of seconds')
    .min(1)
    .max(600)
    .default(defaultShutdownGraceSeconds)
    .meta({
      description:
        'How long what is under way may take when the worker is stopped; then the process ends. Less than the stop timeout of its container.',
      examples: ['50'],
    }),
  ...telemetrySettings.shape,
});

/** What is wrong with settings that are right one by one. */
function checkTogether(settings: z.output<typeof workerSettings>, context: z.RefinementCtx): void {
  const problem = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const { ECS_DRAIN_CLUSTERS: clusters, ECS_DRAIN_OUTCOME_TOPIC_ARN: topicArn } = settings;
  for (const [group, cluster] of Object.entries(settings.ECS_DRAIN_CLUSTER_OF_GROUP)) {
    if (allowedAs(allowedBy(clusters), cluster) === undefined)
      problem(['ECS_DRAIN_CLUSTER_OF_GROUP', group], `${cluster} is not among ECS_DRAIN_CLUSTERS`);
  }
  const topicRegion = topicArn?.split(':')[3] ?? settings.AWS_REGION;
  if (topicRegion !== settings.AWS_REGION)
    problem(
      ['ECS_DRAIN_OUTCOME_TOPIC_ARN'],
      `expected a topic in ${settings.AWS_REGION}, the Region that this worker serves, not in ${topicRegion}`,
    );
}

const allowedBy = (clusters: readonly string[]): AllowedClusters => (clusters.length > 0 ? clusters : 'all');

/** ECS grants a burst of five seconds' worth. */
export const ecsReadRateOf = (perSecond: number): Rate => ({ perSecond, burst: 5 * perSecond });

export interface WorkerConfig {
  readonly accountId: string;
  readonly region: string;
  readonly taskQueue: string;
  readonly clusters: AllowedClusters;
  /** Where instances of a group are looked for first. */
  readonly clusterOfGroup: Readonly<Record<string, string>>;
  readonly spec: Spec;
  readonly ecsReadRate: Rate;
  /** Undefined: the end of a drain is not published. */
  readonly outcomeTopicArn: string | undefined;
  /** URLs. Only the doctor looks at them. */
  readonly deadLetterQueues: readonly string[];
  readonly shutdownGraceSeconds: number;
  readonly telemetry: TelemetryConfig;
  readonly temporal: TemporalSettings;
}

/** @throws SettingsError that names every problem at once; what does not fit together is told once each setting is right */
export function loadWorkerConfig(environment: Environment): WorkerConfig {
  const { settings, temporal } = readSettings(
    workerSettings.superRefine(checkTogether).and(specFromVariables),
    environment,
  );
  return {
    accountId: settings.ECS_DRAIN_ACCOUNT_ID,
    region: settings.AWS_REGION,
    taskQueue: taskQueueOf({ accountId: settings.ECS_DRAIN_ACCOUNT_ID, region: settings.AWS_REGION }),
    clusters: allowedBy(settings.ECS_DRAIN_CLUSTERS),
    clusterOfGroup: settings.ECS_DRAIN_CLUSTER_OF_GROUP,
    spec: settings.spec,
    ecsReadRate: ecsReadRateOf(settings.ECS_DRAIN_ECS_READS_PER_SECOND),
    outcomeTopicArn: settings.ECS_DRAIN_OUTCOME_TOPIC_ARN,
    deadLetterQueues: settings.ECS_DRAIN_DEAD_LETTER_QUEUES,
    shutdownGraceSeconds: settings.ECS_DRAIN_SHUTDOWN_GRACE_SECONDS,
    telemetry: telemetryConfigOf(settings),
    temporal,
  };
}

/** The process's environment. Nothing else reads it. */
export const environment: Environment = process.env;
