import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { cancelledSoFar } from './cancelled';
import { newDrainState } from '../domain/drain/state/drain-state';
import { applyNotice } from '../domain/drain/state/apply-notice';
import type { AccountRegion } from '../domain/account-region';
import { isAboutOneOf, isInterruptionNotice, type InterruptionNotice } from '../domain/notice';
import { labelsOf } from '../domain/drain/status/labels';
import { taskQueueOf } from '../domain/task-queue';
import type { drainInstance } from '../workflows/drain';
import { drainIdOf, noticeSignal } from '../workflows/drain.api';
import { searchAttributesOf } from './search-attribute-keys';
import { orSetupMissing } from './setup-missing';

/** A Temporal that does not answer fails the start in good time, so that it is tried again. */
const answerWithinMs = 10_000;

/** What no drain would understand. It never succeeds, however often it is tried. */
export class RefusedNoticeError extends TypeError {
  override readonly name = 'RefusedNoticeError';
}

export interface StartedDrain {
  readonly workflowId: string;
  /** `cancelled`: an operator cancelled the drain of this lifecycle action, and nothing was started. */
  readonly was: 'asked-for' | 'cancelled';
}

/**
 * One drain an instance, however many messages: a running drain gets the notice, and one that ended runs again, because
 * a hook's message often comes after a drain that something else had asked for.
 * What an operator cancelled is started again by an operator alone, whatever runs come between, unless something new is about to happen to
 * the instance. Each run passes on what was cancelled before it.
 * @param answerBy when Temporal has to have answered, in milliseconds since the epoch
 * @throws RefusedNoticeError for a notice that the drain would not understand; SetupMissingError when the namespace lacks the search attributes; others when Temporal refuses, or does not answer in time
 */
export async function startDrain(
  client: Client,
  notice: InterruptionNotice,
  accountRegion: AccountRegion,
  clusterHint?: string,
  answerBy = Date.now() + answerWithinMs,
): Promise<StartedDrain> {
  if (!isInterruptionNotice(notice))
    throw new RefusedNoticeError(
      'the drain would not understand that: a text is too long, or a time is out of bounds',
    );
  const workflowId = drainIdOf(notice.ec2InstanceId, accountRegion);
  const start = (workflowIdReusePolicy: WorkflowIdReusePolicy, cancelled: readonly string[] = []) =>
    client.workflow
      .signalWithStart<typeof drainInstance, [InterruptionNotice]>('drainInstance', {
        workflowId,
        taskQueue: taskQueueOf(accountRegion),
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy,
        args: [{ ec2InstanceId: notice.ec2InstanceId, ...(cancelled.length > 0 && { cancelled }) }],
        ...(cancelled.length > 0 && { memo: { cancelled } }),
        signal: noticeSignal,
        signalArgs: [notice],
        staticSummary: summaryOf(notice, clusterHint),
        staticDetails: whatCanBeDone,
        typedSearchAttributes: searchAttributesOf(labelsAtStart(notice, clusterHint)),
      })
      .catch(orSetupMissing(client.options.namespace));
  return client.withDeadline(answerBy, async () => {
    if (notice.kind === 'operator-request') {
      await start(WorkflowIdReusePolicy.ALLOW_DUPLICATE);
      return { workflowId, was: 'asked-for' };
    }
    // Most instances have a drain that runs, or never had one: then one call does it, and what ended need not be looked at.
    const hadEnded = await start(WorkflowIdReusePolicy.REJECT_DUPLICATE).then(() => false, orHadEnded);
    if (!hadEnded) return { workflowId, was: 'asked-for' };
    const cancelled = await cancelledBefore(client, workflowId);
    if (isAboutOneOf(notice, cancelled)) return { workflowId, was: 'cancelled' };
    await start(WorkflowIdReusePolicy.ALLOW_DUPLICATE, cancelled);
    return { workflowId, was: 'asked-for' };
  });
}

/** Temporal started nothing, as the last drain of the instance has ended. */
function orHadEnded(error: unknown): true {
  if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
  throw error;
}

/** What was cancelled of the instance's drains, by its last run. */
async function cancelledBefore(client: Client, workflowId: string): Promise<readonly string[]> {
  try {
    return cancelledSoFar(await client.workflow.getHandle(workflowId).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

/** As the drain itself will say once it runs. */
const labelsAtStart = (notice: InterruptionNotice, clusterHint: string | undefined) =>
  labelsOf(applyNotice(newDrainState(notice.ec2InstanceId, Date.now()), notice), 'starting', clusterHint);

/** Shown in the Temporal UI for as long as the drain is kept. */
const whatCanBeDone = [
  '**Send an Update**, with `{"by": "you", "reason": "the reason"}`:',
  '',
  '- `pause`: nothing is set, stopped or completed by us until `resume`; the hook is kept alive',
  '- `release`: the lifecycle action is completed now, whatever still runs',
  '- `extend`, with `"until": "2026-01-31T12:00:00Z"` as well: the deadline moves out',
  '',
  '**Request Cancellation** ends the drain: nothing more is done, and the hook is left to its own time-out unless the settings say',
  'otherwise. **Terminate** stops it without a last word: rather cancel.',
].join('\n');

/** Temporal refuses a summary of more than 400 bytes, and a group's name may have 255 characters of any kind. */
const summaryBytes = 300;

function summaryOf(notice: InterruptionNotice, cluster: string | undefined): string {
  const group = 'autoScalingGroupName' in notice ? ` of group ${notice.autoScalingGroupName}` : '';
  const text = `drain ${notice.ec2InstanceId}${group}${cluster ? ` in cluster ${cluster}` : ''}`;
  return Buffer.from(text).subarray(0, summaryBytes).toString();
}
