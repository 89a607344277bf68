import { Runtime, Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from './activities';
import { createAutoScaling } from './aws/auto-scaling';
import { createAwsClients, type AwsAccess } from './aws/clients';
import { createEcs, createEcsBudgets } from './aws/ecs';
import { createTopic } from './aws/sns';
import type { WorkerConfig } from './config';

/** Less than the 30 s that ECS gives a container to stop by default. */
const shutdownGraceTime = '20 seconds';

/** Looks do little but wait: for an ECS that hangs up to nine seconds each, while other drains' heartbeats are due. */
const maxConcurrentActivityTaskExecutions = 500;

/** The prebuilt bundle, or the path of the sources. */
export type WorkflowSource = Pick<WorkerOptions, 'workflowBundle'> | Pick<WorkerOptions, 'workflowsPath'>;

/**
 * The composition root: a Temporal worker that drains one account's instances in one Region.
 * @param workflows the prebuilt bundle in production, the path of the sources where they are bundled at start
 */
export async function createWorker(
  config: Omit<WorkerConfig, 'accountId' | 'region' | 'temporal'>,
  connection: NativeConnection,
  namespace: string,
  workflows: WorkflowSource,
  access: AwsAccess,
): Promise<Worker> {
  const { ecs, autoScaling, sns } = createAwsClients(access);
  const { clusters, clusterOfGroup, spec, ecsReadRate, outcomeTopicArn } = config;
  return Worker.create({
    connection,
    namespace,
    taskQueue: config.taskQueue,
    ...workflows,
    activities: createActivities({
      ecs: createEcs(ecs, createEcsBudgets(ecsReadRate)),
      autoScaling: createAutoScaling(autoScaling),
      clusters,
      clusterOfGroup,
      spec,
      outcomeTopic: outcomeTopicArn === undefined ? undefined : createTopic(sns, outcomeTopicArn),
      warn: (message, details) => void Runtime.instance().logger.warn(message, details),
    }),
    shutdownGraceTime,
    maxConcurrentActivityTaskExecutions,
  });
}
