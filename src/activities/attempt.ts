/** An attempt of an activity that acts: how long it may send something, and how it ends when it is cancelled. */
import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledFailure, Context } from '@temporalio/activity';
import {
  ActivityCancelledError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
} from '@temporalio/client';
import { type Attempt, AttemptOverError, type Proof } from '../aws/acting';
import { stopwatch } from '../aws/stopwatch';
import { AwsCallError, call } from '../aws/call-error';
import { isCancelledAction, type CancelledAction, type SentCall } from '../domain/drain/sent-calls';

/** What an attempt asks of Temporal before each send. */
export interface Permission {
  /** Records a heartbeat, with its details, at once. @throws what `AsyncCompletionClient.heartbeat` throws */
  readonly heartbeat: (taskToken: Uint8Array, details: CancelledAction) => Promise<void>;
  /** @throws ActingPausedError while all drains are paused; AwsCallError where that is not known */
  readonly unlessPaused: () => Promise<void>;
}

/**
 * Runs work as the current attempt of its activity. Once Temporal cancels it, nothing more is sent, calls that were sent are
 * answered, and work that is not complete ends as cancelled.
 * @throws CancelledFailure whose first detail is a CancelledAction
 */
export type InAttempt = <T>(work: (attempt: Attempt) => Promise<T>) => Promise<T>;

/** A request lasts four seconds at most: what was sent is answered while the attempt is still ours. */
const answerMs = 4_500;

/** A short attempt never sends a heartbeat of its own: each send begins with one. */
const heartbeatMs = 1_000;

/** Above the time after which the SDK learns of a cancellation by a heartbeat. */
const cancellationMs = 3_000;

export const createInAttempt =
  (permission: Permission): InAttempt =>
  async (work) => {
    const context = Context.current();
    const { attempt, sent, stopTimer } = beginAttempt(context, permission);
    const heartbeats = setInterval(() => context.heartbeat({ sent } satisfies CancelledAction), heartbeatMs);
    try {
      return await work(attempt);
    } catch (error) {
      // A cancellation may be on its way: what failed would not say then what had left. And the next attempt is to know it.
      context.heartbeat({ sent } satisfies CancelledAction);
      if (!attempt.isCancelled()) await attempt.prove().catch(() => undefined);
      if (!attempt.isCancelled()) throw error;
      await untilCancelled(context);
      throw new CancelledFailure('the action was cancelled', [{ sent } satisfies CancelledAction]);
    } finally {
      clearInterval(heartbeats);
      stopTimer();
    }
  };

function beginAttempt(context: Context, { heartbeat, unlessPaused }: Permission) {
  const { taskToken, startToCloseTimeoutMs } = context.info;
  const elapsedMs = stopwatch();
  const sendWithinMs = Math.max(0, startToCloseTimeoutMs - answerMs);
  const over = new AbortController();
  const sent = sentBefore(context.info.heartbeatDetails);

  let isCancelled = false;

  const end = (reason: AttemptOverError['reason']) => over.abort(new AttemptOverError(reason));
  const cancel = () => {
    isCancelled = true;
    end('cancelled');
  };
  const timer = setTimeout(() => end('too-late'), sendWithinMs);
  context.cancellationSignal.addEventListener('abort', cancel, { once: true });
  if (context.cancellationSignal.aborted) cancel();

  const throwIfOver = () => {
    if (elapsedMs() >= sendWithinMs) end('too-late');
    over.signal.throwIfAborted();
  };
  const stillOurs = async () => {
    try {
      await call('temporal.RecordActivityTaskHeartbeat', () => heartbeat(taskToken, { sent }));
    } catch (error) {
      if (error instanceof AwsCallError && saysOver(error.cause)) cancel();
      throwIfOver();
      throw error;
    }
  };
  // A batch sends for several attempts; each asks in the context of its own activity.
  const ask = AsyncResource.bind(async (): Promise<Proof> => {
    const ageMs = stopwatch();
    await Promise.all([unlessPaused(), stillOurs()]);
    return { ageMs };
  });
  let asking: Promise<Proof> | undefined;
  const attempt: Attempt = {
    signal: over.signal,
    throwIfOver,
    isCancelled: () => isCancelled,
    // Calls that are sent side by side share a question.
    prove: () => (asking ??= ask().finally(() => (asking = undefined))),
    leaves: (call) => {
      const index = sent.push({ ...call, answer: 'none' }) - 1;
      return (answer) => {
        sent[index] = { ...call, answer };
      };
    },
  };
  return { attempt, sent, stopTimer: () => clearTimeout(timer) };
}

/** What attempts before this one sent, that AWS has not refused: each heartbeat carries it on. */
const sentBefore = (details: unknown): SentCall[] =>
  isCancelledAction(details) ? details.sent.filter(({ answer }) => answer !== 'refused') : [];

/** Temporal has given the attempt up, or wants it to end. */
const saysOver = (error: unknown): boolean =>
  error instanceof ActivityNotFoundError ||
  error instanceof ActivityCancelledError ||
  error instanceof ActivityPausedError ||
  error instanceof ActivityResetError;

/** The SDK reports as cancelled only what it was told to cancel; where our own question was answered first, it is behind. */
async function untilCancelled({ cancellationSignal, cancelled, heartbeat }: Context): Promise<void> {
  if (cancellationSignal.aborted) return;
  heartbeat();
  await Promise.race([cancelled.catch(() => undefined), sleep(cancellationMs, undefined, { ref: false })]);
}
