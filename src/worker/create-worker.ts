import { Client } from '@temporalio/client';
import { Runtime, Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createDrainActivities } from '../activities/drain/create-drain-activities';
import { createInAttempt } from '../activities/attempt';
import { createDoctorActivities } from '../activities/doctor/create-doctor-activities';
import { createLimitsActivities } from '../activities/limits/create-limits-activities';
import { createSweepActivities } from '../activities/sweep/create-sweep-activities';
import { createFindWaiting } from '../activities/sweep/find-waiting';
import { createAutoScaling } from '../aws/auto-scaling';
import { ActingPausedError } from '../aws/acting';
import { createAwsClients, keepToOwnAccount, type AwsAccess } from '../aws/clients';
import { countCalls } from '../aws/count-calls';
import { createEc2 } from '../aws/ec2';
import { createEcs, createEcsBudgets } from '../aws/ecs';
import { createOwnAccount } from '../aws/own-account';
import { probe } from '../aws/probes';
import { createTopic, createTopics } from '../aws/sns';
import { createQueues } from '../aws/sqs';
import { createSts } from '../aws/sts';
import { call, type AwsCallError } from '../aws/call-error';
import type { WorkerConfig } from '../config/worker-config';
import { wakeAllDrains, wakeDrains, withoutDrain } from '../temporal/drains';
import type { AccountRegion } from '../domain/account-region';
import { requestPermit, returnPermit, readLimits } from '../temporal/limits';
import type { FoundWaiting } from '../domain/notice';
import type { Hook } from '../domain/sweep/sweep';
import { startDrain } from '../temporal/start-drain';
import { countBudget, countCall } from './telemetry/worker-metrics';
import { lastDrains } from '../temporal/sweep/last-drains';

/** Observations do little but wait: for an ECS that hangs up to nine seconds each, while other drains' heartbeats are due. */
const maxConcurrentActivityTaskExecutions = 500;

/** A cancelled attempt learns of it with its next heartbeat. */
const maxHeartbeatThrottleInterval = '1 second';

/** For how long Temporal is waited for before something is sent. */
const answerMs = 4_000;

/** The prebuilt bundle, or the path of the sources. */
export type WorkflowSource = Pick<WorkerOptions, 'workflowBundle'> | Pick<WorkerOptions, 'workflowsPath'>;

/**
 * The composition root: a Temporal worker that drains one account's instances in one Region.
 * It refuses credentials of another account; while STS does not answer it goes on, and asks again.
 * @param workflows the prebuilt bundle in production, the path of the sources where they are bundled at start
 * @throws WrongAccountError
 */
export async function createWorker(
  config: Omit<WorkerConfig, 'temporal' | 'telemetry'>,
  connection: NativeConnection,
  namespace: string,
  workflows: WorkflowSource,
  access: AwsAccess,
): Promise<Worker> {
  const client = new Client({ connection, namespace });
  const clients = createAwsClients(access);
  countCalls(clients, countCall);
  const sts = createSts(clients.sts);
  const account = createOwnAccount(config.accountId, sts, warnOfSilence);
  keepToOwnAccount(clients, account);
  await account.check();
  const { taskQueue, clusters, clusterOfGroup, spec, ecsReadRate, outcomeTopicArn, deadLetterQueues } =
    config;
  const budgets = createEcsBudgets(ecsReadRate, countBudget);
  const ecs = createEcs(clients.ecs, budgets);
  const autoScaling = createAutoScaling(clients.autoScaling);
  const ec2 = createEc2(clients.ec2);
  const inAttempt = createInAttempt({
    heartbeat: (taskToken, details) =>
      client.withDeadline(Date.now() + answerMs, () => client.activity.heartbeat(taskToken, details)),
    unlessPaused: () => unlessPaused(client, config),
  });
  const findWaiting = createFindWaiting({ autoScaling, spec });
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    ...workflows,
    activities: {
      ...createDrainActivities({
        inAttempt,
        ecs,
        autoScaling,
        ec2,
        clusters,
        clusterOfGroup,
        spec,
        limits: {
          observe: async (ec2InstanceId) => {
            const { paused, permits } = await readLimits(client, config);
            return { allPaused: paused ?? undefined, hasPermit: permits.includes(ec2InstanceId) };
          },
          requestPermit: (request) => requestPermit(client, config, request),
          returnPermit: (ec2InstanceId) => returnPermit(client, config, ec2InstanceId),
        },
        outcomeTopic: outcomeTopicArn === undefined ? undefined : createTopic(clients.sns, outcomeTopicArn),
        warn: (message, details) => void Runtime.instance().logger.warn(message, details),
      }),
      ...createLimitsActivities({
        wake: (ids) => (ids === 'all' ? wakeAllDrains(client, taskQueue) : wakeDrains(client, config, ids)),
        ended: (ids) => withoutDrain(client, config, ids),
      }),
      ...createSweepActivities({
        ecs,
        autoScaling,
        clusters,
        spec,
        drains: {
          last: (ids) => lastDrains(client, config, ids),
          start: async (hook) => (await startDrain(client, foundWaiting(hook), config)).was,
        },
      }),
      ...createDoctorActivities({
        accountRegion: config,
        spec,
        clusters,
        deadLetterQueues,
        outcomeTopicArn,
        ecs,
        autoScaling,
        sts,
        topics: createTopics(clients.sns),
        queues: createQueues(clients.sqs),
        probe: (target, actions) =>
          inAttempt((attempt) => probe(clients, budgets.reads, attempt, target, actions)),
        waiting: async () => (await findWaiting()).waiting,
        lastDrains: (ids) => lastDrains(client, config, ids),
      }),
    },
    shutdownGraceTime: config.shutdownGraceSeconds * 1000,
    maxConcurrentActivityTaskExecutions,
    maxHeartbeatThrottleInterval,
    defaultHeartbeatThrottleInterval: maxHeartbeatThrottleInterval,
  });
}

const foundWaiting = ({ ec2InstanceId, autoScalingGroupName, lifecycleHookName }: Hook): FoundWaiting => ({
  kind: 'found-waiting',
  ec2InstanceId,
  autoScalingGroupName,
  lifecycleHookName,
});

function warnOfSilence({ callError }: AwsCallError): void {
  Runtime.instance().logger.warn('whose AWS credentials these are is not known: drains go on', {
    callError: { ...callError },
  });
}

/** @throws ActingPausedError while all drains of the account and Region are paused */
async function unlessPaused(client: Client, accountRegion: AccountRegion): Promise<void> {
  const { paused } = await call('temporal.DescribeWorkflowExecution', () =>
    client.withDeadline(Date.now() + answerMs, () => readLimits(client, accountRegion)),
  );
  if (paused) throw new ActingPausedError(`all drains are paused by ${paused.by}: ${paused.reason}`);
}
