/** Drains as rows: found by their search attributes, and each asked for the rest. */
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { notTakenAfterMs } from '../temporal/not-taken';
import { pollersOf } from '../temporal/pollers';
import { statusMessage } from '../domain/drain/status/format-status';
import { orSetupMissing } from '../temporal/setup-missing';
import { accountRegionOf } from '../domain/task-queue';
import { ec2InstanceIdIn } from '../workflows/drain.api';
import { searchAttributes } from '../temporal/search-attribute-keys';
import { askStatuses, type Answer } from './drain-status';
import { isEndedByTemporal } from './one-drain';
import { drainQuery, type DrainFilter } from './visibility-query';

export interface DrainRow {
  readonly instance: string;
  readonly cluster: string | undefined;
  readonly group: string | undefined;
  readonly trigger: string | undefined;
  readonly containerInstance: string | undefined;
  /** The step that decided the last pass; how the run ended where Temporal ended it, such as `terminated`. */
  readonly phase: string;
  /** Null while it is not known. */
  readonly tasksLeft: number | null;
  /** Why it is there, in words. */
  readonly reason: string;
  /** Types of the conditions that hold. */
  readonly conditions: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly workflowId: string;
  readonly runId: string;
  readonly taskQueue: string;
  /** Where it drains; undefined where it was started on a task queue that is not ours. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

export interface DrainList {
  /** The newest first. */
  readonly drains: readonly DrainRow[];
  /** How many more there are. */
  readonly leftOff: number;
}

export const noWorkerAnswers = 'no worker answers';

/** @throws SetupMissingError where the namespace does not know the labels that are filtered by */
export async function listDrains(
  client: Client,
  filter: DrainFilter,
  limit: number,
  now = Date.now(),
): Promise<DrainList> {
  const query = drainQuery(filter);
  const { infos, leftOff } = await find(client, query, limit).catch(orSetupMissing(client.options.namespace));
  const answers = await askStatuses(client, infos);
  const answered = infos.map((info, index) => {
    const answer = answers[index] ?? { kind: 'silent' };
    return { info, answer, isNotTaken: answer.kind === 'silent' && isNotTaken(info, now) };
  });
  const unserved = await unservedOf(
    client,
    answered.flatMap(({ info, isNotTaken: isWaiting }) => (isWaiting ? info.taskQueue : [])),
  );
  const drains = answered.map(({ info, answer, isNotTaken: isWaiting }) =>
    rowOf(info, answer, isWaiting ? whyNotTaken(info.taskQueue, unserved) : undefined),
  );
  return { drains, leftOff };
}

async function find(
  client: Client,
  query: string,
  limit: number,
): Promise<{ infos: WorkflowExecutionInfo[]; leftOff: number }> {
  const infos: WorkflowExecutionInfo[] = [];
  for await (const info of client.workflow.list({ query, pageSize: Math.min(limit + 1, 1000) })) {
    if (infos.length === limit) {
      const { count } = await client.workflow.count(query);
      return { infos, leftOff: Math.max(1, count - limit) };
    }
    infos.push(info);
  }
  return { infos, leftOff: 0 };
}

/** It was started more than a minute ago, and has decided nothing yet. */
const isNotTaken = (
  { status, startTime, typedSearchAttributes: labels }: WorkflowExecutionInfo,
  now: number,
): boolean =>
  status.name === 'RUNNING' &&
  labels.get(searchAttributes.phase) === 'starting' &&
  now - startTime.getTime() > notTakenAfterMs;

/** Returns those of the task queues that no worker polls, as far as Temporal says. */
async function unservedOf(client: Client, taskQueues: readonly string[]): Promise<ReadonlySet<string>> {
  const unserved = await Promise.all(
    [...new Set(taskQueues)].map(async (taskQueue) => {
      const accountRegion = accountRegionOf(taskQueue);
      if (accountRegion === undefined) return [];
      const pollers = await pollersOf(client, accountRegion).catch(() => undefined);
      return pollers?.length === 0 ? [taskQueue] : [];
    }),
  );
  return new Set(unserved.flat());
}

function whyNotTaken(taskQueue: string, unserved: ReadonlySet<string>): string {
  const accountRegion = accountRegionOf(taskQueue);
  const none =
    accountRegion && unserved.has(taskQueue)
      ? `: none polls for ${accountRegion.accountId}, ${accountRegion.region}`
      : '';
  return `no worker has taken it${none}`;
}

/** @param notTaken why no worker has taken it; undefined: one has, or may still */
function rowOf(info: WorkflowExecutionInfo, answer: Answer, notTaken: string | undefined): DrainRow {
  const { workflowId, runId, taskQueue, typedSearchAttributes: labels, startTime, closeTime } = info;
  const status = answer.kind === 'status' ? answer.status : undefined;
  const accountRegion = accountRegionOf(taskQueue);
  return {
    instance: labels.get(searchAttributes.instance) ?? ec2InstanceIdIn(workflowId),
    cluster: labels.get(searchAttributes.cluster),
    group: labels.get(searchAttributes.group),
    trigger: labels.get(searchAttributes.trigger),
    containerInstance: labels.get(searchAttributes.containerInstance),
    phase: isEndedByTemporal(info.status.name)
      ? info.status.name.toLowerCase()
      : (status?.phase ?? labels.get(searchAttributes.phase) ?? 'unknown'),
    tasksLeft: status?.tasks?.length ?? null,
    reason: notTaken ?? reasonOf(answer),
    conditions: status?.conditions.map(({ type }) => type) ?? [],
    startedAt: startTime.getTime(),
    endedAt: closeTime?.getTime() ?? null,
    workflowId,
    runId,
    taskQueue,
    account: accountRegion?.accountId,
    region: accountRegion?.region,
  };
}

function reasonOf(answer: Answer): string {
  switch (answer.kind) {
    case 'silent':
      return noWorkerAnswers;
    case 'failed':
      return answer.problem;
    case 'status':
      if (answer.status === undefined) return 'has not observed anything yet';
      return statusMessage(answer.status);
  }
}
