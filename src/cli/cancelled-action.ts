import { defaultPayloadConverter } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import type { Run } from './drain-status';

/**
 * Whether a cancelled drain has completed its lifecycle action, as some are set to do. By its history: the last that it says of
 * itself, it says before.
 */
export async function wasActionCompleted(client: Client, { workflowId, runId }: Run): Promise<boolean> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const events = history.events ?? [];
  const cancelledAt = events.findIndex((event) => event.workflowExecutionCancelRequestedEventAttributes);
  const scheduled = events
    .slice(Math.max(0, cancelledAt))
    .find(
      ({ activityTaskScheduledEventAttributes: activity }) =>
        activity?.activityType?.name === 'completeLifecycleAction',
    );
  const completed = events.find(
    ({ activityTaskCompletedEventAttributes: activity }) =>
      scheduled !== undefined && String(activity?.scheduledEventId) === String(scheduled.eventId),
  );
  const [payload] = completed?.activityTaskCompletedEventAttributes?.result?.payloads ?? [];
  return payload != null && defaultPayloadConverter.fromPayload(payload) === 'done';
}
