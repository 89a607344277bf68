/** A workflow that acts once, and says how the action ended, also where it was cancelled meanwhile. */
import {
  ActivityCancellationType,
  ActivityFailure,
  CancelledFailure,
  proxyActivities,
} from '@temporalio/workflow';
import type { DrainActivities } from '../../../src/activities/drain/drain-activities';

const activities = proxyActivities<DrainActivities>({
  startToCloseTimeout: '15 seconds',
  heartbeatTimeout: '5 seconds',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

export type Ended = { readonly result: string } | { readonly cancelled: unknown };

export async function stopsTasks(action: Parameters<DrainActivities['stopTasks']>[0]): Promise<Ended> {
  return ended(() => activities.stopTasks(action));
}

async function ended(act: () => Promise<string>): Promise<Ended> {
  try {
    return { result: await act() };
  } catch (error) {
    if (error instanceof ActivityFailure && error.cause instanceof CancelledFailure)
      return { cancelled: error.cause.details[0] };
    throw error;
  }
}
