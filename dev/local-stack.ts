/** Everything but Temporal, on the laptop: a local AWS, the starter as one of its functions, and workers. */
import type { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startLocalAws, type LocalAws, type LocalAwsOptions } from '@ecs-drain/local-aws';
import type { AwsAccess } from '../src/aws/clients';
import {
  defaultEcsReadsPerSecond,
  defaultShutdownGraceSeconds,
  ecsReadRateOf,
} from '../src/config/worker-config';
import { createWorker, type WorkflowSource } from '../src/worker/create-worker';
import { defaultSpec, type Spec } from '../src/domain/spec';
import { defaultParseOptions } from '../src/events/message-kind';
import { handleEvent } from '../src/starter/handle-event';
import { noMetrics, type StarterLog } from '../src/starter/host';
import { sourceOf } from '../src/starter/temporal-link';
import { UnderWay } from '../src/starter/under-way';
import { taskQueueOf } from '../src/domain/task-queue';

/** Access key of our worker, by which the local AWS's record tells its calls from others'. */
export const drainAccessKeyId = 'ECSDRAIN';

export interface LocalStackOptions {
  readonly temporal: { readonly address: string; readonly namespace: string; readonly client: Client };
  readonly workflows: WorkflowSource;
  readonly aws?: LocalAwsOptions;
  /** Changes to the default spec. */
  readonly spec?: Partial<Spec>;
  /** Clusters in which instances are looked for. @default all of them */
  readonly clusters?: readonly string[];
  /** Where instances of a group are looked for first. @default nowhere */
  readonly clusterOfGroup?: Readonly<Record<string, string>>;
  /** Name of a topic that is made, and to which the end of each drain is published. @default none */
  readonly outcomeTopic?: string;
  /** @default says nothing */
  readonly log?: StarterLog;
}

export interface RunningWorker {
  stop(): Promise<void>;
}

/** How a worker differs from the others of its stack. */
export interface WorkerChanges {
  /** By which the record knows its calls. @default {@link drainAccessKeyId} */
  readonly accessKeyId?: string;
  /** Where it finds AWS. @default the local AWS itself */
  readonly endpoint?: string;
  /** Of the same Temporal server. @default the stack's */
  readonly namespace?: string;
  readonly spec?: Partial<Spec>;
  /** In which instances are looked for. @default the stack's */
  readonly clusters?: readonly string[];
  /** URLs of dead-letter queues, for the doctor. @default none */
  readonly deadLetterQueues?: readonly string[];
  /** From another build of the sources, as one of another version is. @default this one's */
  readonly createWorker?: typeof createWorker;
}

export interface LocalStack {
  readonly aws: LocalAws;
  /** ARN of the starter, for a topic to notify. */
  readonly starterArn: string;
  readonly taskQueue: string;
  /** Where the ends of drains are published, if anywhere. */
  readonly outcomeTopicArn: string | undefined;
  /** What a client of the local AWS needs, under a name of its own in the record. */
  accessAs(accessKeyId: string): Required<AwsAccess>;
  startWorker(changes?: WorkerChanges): Promise<RunningWorker>;
  /** Stops every worker, then the local AWS; the starter has answered by then. */
  stop(): Promise<void>;
}

const silent: StarterLog = { info: () => undefined, error: () => undefined };

export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { temporal, workflows, log = silent } = options;
  const aws = await startLocalAws(options.aws);
  const taskQueue = taskQueueOf(aws);
  const starter = {
    temporal: sourceOf(temporal.client),
    log,
    metrics: noMetrics,
    options: defaultParseOptions,
    served: 'all' as const,
  };
  const events = new UnderWay();
  const starterArn = aws.lambda.register('ecs-drain-starter', (event) =>
    events.add(handleEvent(event, starter)),
  );
  const accessAs = (accessKeyId: string) => ({
    region: aws.region,
    endpoint: aws.url,
    credentials: { accessKeyId, secretAccessKey: 'local' },
  });
  const outcomeTopicArn =
    options.outcomeTopic === undefined ? undefined : aws.sns.createTopic(options.outcomeTopic).arn;
  const workers = new Set<RunningWorker>();

  const startWorker = async (changes: WorkerChanges = {}): Promise<RunningWorker> => {
    // Two workers for one task queue need two connections.
    const connection = await NativeConnection.connect({ address: temporal.address });
    const config = {
      accountId: aws.accountId,
      region: aws.region,
      taskQueue,
      clusters: changes.clusters ?? options.clusters ?? ('all' as const),
      clusterOfGroup: options.clusterOfGroup ?? {},
      outcomeTopicArn,
      deadLetterQueues: changes.deadLetterQueues ?? [],
      spec: { ...defaultSpec, ...options.spec, ...changes.spec },
      ecsReadRate: ecsReadRateOf(defaultEcsReadsPerSecond),
      shutdownGraceSeconds: defaultShutdownGraceSeconds,
    };
    const worker = await (changes.createWorker ?? createWorker)(
      config,
      connection,
      changes.namespace ?? temporal.namespace,
      workflows,
      {
        ...accessAs(changes.accessKeyId ?? drainAccessKeyId),
        ...(changes.endpoint && { endpoint: changes.endpoint }),
      },
    );
    const run = worker.run();
    const running: RunningWorker = {
      stop: async () => {
        if (!workers.delete(running)) return;
        worker.shutdown();
        await run;
        await connection.close();
      },
    };
    workers.add(running);
    return running;
  };

  return {
    aws,
    starterArn,
    taskQueue,
    outcomeTopicArn,
    accessAs,
    startWorker,
    stop: async () => {
      await Promise.all([...workers].map((worker) => worker.stop()));
      await aws.close();
      // Whoever closes Temporal's connection next would close it under them.
      await events.ended();
    },
  };
}
