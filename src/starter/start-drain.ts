import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { newMemory } from '../reconcile/memory/memory';
import { receive } from '../reconcile/memory/receive';
import type { Place } from '../reconcile/place';
import {
  hookIdentity,
  identityOf,
  isLeavingSignal,
  type LeavingSignal,
  type LifecycleSignal,
} from '../reconcile/signal';
import { labelsOf } from '../reconcile/status/labels';
import { taskQueueOf } from '../task-queue';
import type { drainInstance } from '../workflows/drain-instance';
import { drainIdOf, leavingSignal } from '../workflows/drain-instance.api';
import { searchAttributesOf } from '../workflows/search-attributes';
import { orSetupMissing } from './setup-missing';

/** A Temporal that does not answer fails the start in good time, so that it is tried again. */
const answerWithinMs = 10_000;

/** What no drain would understand. It never succeeds, however often it is tried. */
export class RefusedSignalError extends TypeError {
  override readonly name = 'RefusedSignalError';
}

export interface StartedDrain {
  readonly workflowId: string;
  /** `cancelled`: a person cancelled the drain of this lifecycle action, and nothing was started. */
  readonly was: 'asked-for' | 'cancelled';
}

/**
 * One drain an instance, however many messages: a running drain gets the signal, and one that ended runs again, because
 * a hook's message often comes after a drain that something else had asked for.
 * A drain that a person cancelled is started again by a person alone, unless something new is about to happen to the instance.
 * @param answerBy when Temporal has to have answered, in milliseconds since the epoch
 * @throws RefusedSignalError for a signal that the drain would not understand; SetupMissingError when the namespace lacks the search attributes; others when Temporal refuses, or does not answer in time
 */
export async function startDrain(
  client: Client,
  signal: LeavingSignal,
  place: Place,
  clusterHint?: string,
  answerBy = Date.now() + answerWithinMs,
): Promise<StartedDrain> {
  if (!isLeavingSignal(signal))
    throw new RefusedSignalError(
      'the drain would not understand that: a text is too long, or a time is out of bounds',
    );
  const workflowId = drainIdOf(signal.ec2InstanceId, place);
  const start = (workflowIdReusePolicy: WorkflowIdReusePolicy) =>
    client.workflow
      .signalWithStart<typeof drainInstance, [LeavingSignal]>('drainInstance', {
        workflowId,
        taskQueue: taskQueueOf(place),
        workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
        workflowIdReusePolicy,
        args: [{ ec2InstanceId: signal.ec2InstanceId }],
        signal: leavingSignal,
        signalArgs: [signal],
        staticSummary: summaryOf(signal, clusterHint),
        staticDetails: whatCanBeDone,
        typedSearchAttributes: searchAttributesOf(labelsAtStart(signal, clusterHint)),
      })
      .catch(orSetupMissing(client.options.namespace));
  return client.withDeadline(answerBy, async () => {
    if (signal.kind !== 'operator-request') {
      // Most instances have a drain that runs, or never had one: then one call does it, and what ended need not be looked at.
      const hadEnded = await start(WorkflowIdReusePolicy.REJECT_DUPLICATE).then(() => false, orHadEnded);
      if (!hadEnded) return { workflowId, was: 'asked-for' };
      if (await wasCancelled(client, workflowId, signal)) return { workflowId, was: 'cancelled' };
    }
    await start(WorkflowIdReusePolicy.ALLOW_DUPLICATE);
    return { workflowId, was: 'asked-for' };
  });
}

/** Temporal started nothing, as the last drain of the instance has ended. */
function orHadEnded(error: unknown): true {
  if (error instanceof WorkflowExecutionAlreadyStartedError) return true;
  throw error;
}

/** Whether the last drain of the instance was cancelled when it knew of what this signal is about. */
async function wasCancelled(client: Client, workflowId: string, signal: LeavingSignal): Promise<boolean> {
  try {
    const { status, memo } = await client.workflow.getHandle(workflowId).describe();
    const askedFor = memo?.['askedFor'];
    if (status.name !== 'CANCELLED' || !Array.isArray(askedFor)) return false;
    // Another token is another name for the same wait.
    return (
      askedFor.includes(identityOf(signal)) || (isOfHook(signal) && askedFor.includes(hookIdentity(signal)))
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

const isOfHook = (signal: LeavingSignal): signal is LifecycleSignal => 'lifecycleHookName' in signal;

/** As the drain itself will say once it runs. */
const labelsAtStart = (signal: LeavingSignal, clusterHint: string | undefined) =>
  labelsOf(receive(newMemory(signal.ec2InstanceId, Date.now()), signal), 'starting', clusterHint);

/** Shown in the Temporal UI for as long as the drain is kept. */
const whatCanBeDone = [
  '**Send an Update**, with `{"by": "you", "why": "the reason"}`:',
  '',
  '- `hold`: nothing is set, stopped or completed by us until `resume`; the hook is kept alive',
  '- `release`: the lifecycle action is completed now, whatever still runs',
  '- `extend`, with `"until": "2026-01-31T12:00:00Z"` as well: the deadline moves out',
  '',
  '**Request Cancellation** ends the drain: nothing more is done, and the hook is left to its own time-out unless the settings say',
  'otherwise. **Terminate** stops it without a last word: rather cancel.',
].join('\n');

/** Temporal refuses a summary of more than 400 bytes, and a group's name may have 255 characters of any kind. */
const summaryBytes = 300;

function summaryOf(signal: LeavingSignal, cluster: string | undefined): string {
  const group = 'autoScalingGroupName' in signal ? ` of group ${signal.autoScalingGroupName}` : '';
  const text = `drain ${signal.ec2InstanceId}${group}${cluster ? ` in cluster ${cluster}` : ''}`;
  return Buffer.from(text).subarray(0, summaryBytes).toString();
}
