/** Which activity carries out what was decided, and in what time: data that the driver only passes on. */
import type { Action as PlannedCall, Observation } from '../../../workflows/driver/plan';
import type { Action } from '../../../domain/drain/actions';
import type { Decision } from '../../../domain/drain/decide';
import type { PublishOutcome } from '../../../domain/drain/closing-actions';
import { actWithinMs } from '../../../domain/drain/reconcile';
import { formatAction } from '../../../domain/drain/status/words';
import type { DrainActivities } from '../drain-activities';

/** Above what an observation allows itself: a worker that dies meanwhile is noticed after this long. */
const noticedWithinMs = 12_000;

/** An attempt whose worker is frozen or dead is given up so soon, and a pause waits no longer for it. */
const silentForMs = 5_000;

const activityOf: Readonly<Record<(Action | PublishOutcome)['kind'], keyof DrainActivities>> = {
  'set-draining': 'setDraining',
  'set-active': 'setActive',
  'stop-tasks': 'stopTasks',
  'request-permit': 'requestPermit',
  'return-permit': 'returnPermit',
  'complete-lifecycle-action': 'completeLifecycleAction',
  'publish-outcome': 'publishOutcome',
};

export function callOf(action: Action | PublishOutcome, { state, decidedAt }: Decision): PlannedCall {
  const hasEnded = state.progress.kind === 'ended';
  const withinMs =
    action.kind === 'publish-outcome' ? action.withinMs : hasEnded ? 60_000 : actWithinMs(state, decidedAt);
  return {
    activity: activityOf[action.kind],
    args: [action],
    options: {
      startToCloseTimeout: 15_000,
      scheduleToCloseTimeout: withinMs,
      heartbeatTimeout: silentForMs,
      retry: {
        initialInterval: 1_000,
        backoffCoefficient: 2,
        maximumInterval: action.kind === 'publish-outcome' ? 60_000 : 10_000,
      },
      summary: action.kind === 'publish-outcome' ? 'publish the outcome' : formatAction(action),
    },
    // What comes meanwhile may tell of another hook, and then the drain is not over.
    interruptedBy: hasEnded ? 'inputs' : 'commands',
  };
}

export function observationOf(
  { observation, observeAt = 0, decidedAt }: Decision,
  { summary, wakeWhen }: Pick<Observation, 'summary' | 'wakeWhen'>,
): Observation | undefined {
  if (observation === undefined) return undefined;
  const beatsBy = Math.min(...observation.lifecycleHooks.map(({ heartbeatAt = Infinity }) => heartbeatAt));
  return {
    call: {
      activity: 'observe' satisfies keyof DrainActivities,
      args: [],
      stateArgs: ['observation', 'host', 'tasks'],
      options: {
        startToCloseTimeout: noticedWithinMs,
        scheduleToCloseTimeout: 60_000,
        summary: beatsBy <= Math.max(observeAt, decidedAt) ? 'observe, with a heartbeat' : 'observe',
      },
    },
    afterMs: observeAt - decidedAt,
    summary,
    wakeWhen,
  };
}
