/** The Schedule that sweeps an account and Region. */
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type ScheduleOptionsStartWorkflowAction,
  type ScheduleUpdateOptions,
} from '@temporalio/client';
import type { AccountRegion } from '../../domain/account-region';
import { sweepOptions } from './start-sweep';
import type { sweep } from '../../workflows/sweep';
import { sweepIdOf } from '../../workflows/sweep.api';

export const defaultSweepEveryMs = 5 * 60_000;

/** What an outage of Temporal made it miss is not made up for: the next sweep sees all there is. */
const catchUpMs = 60_000;

export interface SweepSchedule {
  readonly scheduleId: string;
  readonly everyMs: number;
  readonly was: 'created' | 'updated';
  /** It was paused by hand, and stays so. */
  readonly isPaused: boolean;
}

type Action = ScheduleOptionsStartWorkflowAction<typeof sweep>;

/**
 * Makes the Schedule, or brings one that is there up to date. Idempotent; one that is paused stays paused, with its note.
 * @see https://docs.temporal.io/schedule
 */
export async function scheduleSweep(
  client: Client,
  accountRegion: AccountRegion,
  everyMs: number,
): Promise<SweepSchedule> {
  const scheduleId = sweepIdOf(accountRegion);
  const wanted = scheduleOf(accountRegion, everyMs);
  try {
    await client.schedule.create({ scheduleId, ...wanted });
    return { scheduleId, everyMs, was: 'created', isPaused: false };
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
  const handle = client.schedule.getHandle(scheduleId);
  let isPaused = false;
  await handle.update<typeof sweep>(({ state }) => {
    isPaused = state.paused;
    return { ...wanted, state };
  });
  return { scheduleId, everyMs, was: 'updated', isPaused };
}

/** Sweeps do not pile up: one that is late makes the next ones wait. */
const scheduleOf = (
  accountRegion: AccountRegion,
  every: number,
): Omit<ScheduleUpdateOptions<Action>, 'state'> => ({
  spec: { intervals: [{ every }] },
  action: { type: 'startWorkflow', workflowType: 'sweep', ...sweepOptions(accountRegion), args: [] },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: catchUpMs },
});
