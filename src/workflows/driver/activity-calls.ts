/** Activities that a plan names, run as it says. */
import {
  ActivityCancellationType,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  rootCause,
  scheduleActivity,
  scheduleLocalActivity,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { ActivityCall, ActivityFailureInfo, Answer, DecisionRequest, Plan, State } from './plan';

/**
 * Pure, so it is not tried again: it would fail again.
 * @see https://docs.temporal.io/local-activity its result is recorded, and its argument is not
 */
const once = { startToCloseTimeout: '10 seconds', retry: { maximumAttempts: 1 } } as const;

export const decide = (decision: string, request: DecisionRequest): Promise<Plan> =>
  scheduleLocalActivity<Plan>(decision, [request], once);

/** A call that has begun. */
export interface Call {
  /** Resolves when no attempt is in flight any more, also after a cancel. Never rejects. */
  readonly answer: Promise<Answer>;
  readonly cancel: () => void;
}

export function begin({ activity, args, stateArgs = [], options }: ActivityCall, state: State = {}): Call {
  const scope = new CancellationScope();
  let isCancelled = false;
  const all = [...args, ...stateArgs.map((part) => state[part] ?? null)];
  const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
  const value = scope.run(() => scheduleActivity<unknown>(activity, all, { ...options, cancellationType }));
  return {
    answer: value.then(
      (value): Answer => ({ kind: 'returned', value }),
      (error: unknown): Answer => {
        const failure = failureOf(error);
        // A worker that died, or is frozen, says nothing of the attempt that was cancelled.
        if (isCancellation(error) || (isCancelled && failure.type === timeout))
          return { kind: 'interrupted', wasStarted: true, details: failure.details };
        return { kind: 'failed', failure };
      },
    ),
    cancel: () => {
      isCancelled = true;
      scope.cancel();
    },
  };
}

const timeout = 'Timeout';

/** What the activity reported of its failure or its cancel, or else what Temporal says, such as that the attempt timed out. */
export function failureOf(error: unknown): ActivityFailureInfo {
  const causes = causesOf(error);
  for (const cause of causes) {
    if (cause instanceof ApplicationFailure)
      return { type: cause.type ?? 'Error', message: cause.message, details: cause.details?.[0] };
    if (cause instanceof CancelledFailure)
      return { type: 'Cancelled', message: cause.message, details: cause.details[0] };
    if (cause instanceof TimeoutFailure) return { type: timeout, message: cause.message, details: undefined };
  }
  const name = error instanceof Error ? error.name : 'Error';
  return { type: name, message: rootCause(error) ?? name, details: undefined };
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  return causes;
}
