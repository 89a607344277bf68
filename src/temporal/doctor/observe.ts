/** Asks Temporal. Needs no worker. */
import { type Client, ScheduleNotFoundError, WorkflowNotFoundError } from '@temporalio/client';
import { readLimits } from '../limits';
import { notTakenByTaskQueue } from '../not-taken';
import type { AccountRegion } from '../../domain/account-region';
import { unableMessages } from '../../domain/sweep/format-sweep';
import { checkSearchAttributes } from '../setup/search-attributes';
import type { sweep } from '../../workflows/sweep';
import { sweepIdOf } from '../../workflows/sweep.api';
import { deepestMessage } from '../errors';
import type { LastSweep, SweepSchedule, TemporalFacts, Told } from '../../domain/doctor/temporal/facts';

const answerWithinMs = 10_000;

export async function observeTemporal(client: Client, accountRegion: AccountRegion): Promise<TemporalFacts> {
  const { connection, options } = client;
  const ask = async <T>(question: () => Promise<T>): Promise<Told<T>> => {
    try {
      return { kind: 'known', value: await client.withDeadline(Date.now() + answerWithinMs, question) };
    } catch (error) {
      return { kind: 'unknown', reason: `Temporal does not say: ${deepestMessage(error)}` };
    }
  };
  const [searchAttributes, schedule, paused, notTaken] = await Promise.all([
    ask(() => checkSearchAttributes(connection, options.namespace)),
    ask(() => observeSweep(client, accountRegion)),
    ask(async () => (await readLimits(client, accountRegion)).paused),
    ask(() => notTakenByTaskQueue(client, Date.now())),
  ]);
  const { accountId, region } = accountRegion;
  return {
    accountRegion: { accountId, region },
    namespace: options.namespace,
    searchAttributes,
    sweep: schedule,
    paused,
    notTaken,
  };
}

async function observeSweep(
  client: Client,
  accountRegion: AccountRegion,
): Promise<SweepSchedule | 'missing'> {
  const scheduleId = sweepIdOf(accountRegion);
  try {
    const { spec, state, info } = await client.schedule.getHandle(scheduleId).describe();
    const last = info.recentActions.at(-1);
    return {
      scheduleId,
      everyMs: spec.intervals?.[0]?.every,
      createdAt: info.createdAt.getTime(),
      pausedWith: state.paused ? (state.note ?? '') : undefined,
      last: last && {
        startedAt: last.takenAt.getTime(),
        ended: await endOf(client, last.action.workflow),
      },
    };
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return 'missing';
    throw error;
  }
}

interface Run {
  readonly workflowId: string;
  readonly firstExecutionRunId: string;
}

async function endOf(client: Client, { workflowId, firstExecutionRunId }: Run): Promise<LastSweep['ended']> {
  const handle = client.workflow.getHandle<typeof sweep>(workflowId, firstExecutionRunId);
  try {
    const { status } = await handle.describe();
    if (status.name === 'RUNNING') return 'not-yet';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
  try {
    const { unable } = await handle.result();
    return unable === undefined ? 'well' : { problem: unableMessages[unable] };
  } catch (error) {
    return { problem: deepestMessage(error) };
  }
}
