/** What limits all drains together: pauses, and the permit that this one waits for. */
import type {
  LimitsObservation,
  AcceptedAttribution,
  PermitRequest,
} from '../../../src/domain/limits/limits';
import type { Timeline } from './timeline';
import type { PausePlan, WorldPlan } from './world-plan';

/** Infinity: it has not ended yet. */
export interface Pause {
  readonly beganAt: number;
  readonly endedAt: number;
}

export interface SharedLimits {
  readonly check: () => LimitsObservation;
  readonly pauses: () => readonly Pause[];
  /** The drain has decided to act, and is about to. */
  readonly beforeAction: () => void;
  readonly ask: (request: PermitRequest) => void;
  /** When the permit was asked for so that it was heard; Infinity: not yet. */
  readonly requestedAt: () => number;
}

export function createLimits(
  { limits: plan }: WorldPlan,
  time: Timeline,
  wake: () => void,
  onChange: () => void,
): SharedLimits {
  const pauses: { beganAt: number; endedAt: number }[] = [];
  const requests = new Set<number>();
  let paused: AcceptedAttribution | undefined;
  let hasPermit = false;
  let requestedAt = Infinity;
  let actions = 0;

  const change = (isHeard: boolean) => {
    onChange();
    if (isHeard) wake();
  };
  /** The first pause counts until all is resumed. */
  const pause = ({ forSeconds, isHeard }: PausePlan) => {
    if (paused !== undefined) return;
    paused = { by: 'a', reason: 'b', at: time.now() };
    const one = { beganAt: time.now(), endedAt: Infinity };
    pauses.push(one);
    change(isHeard);
    time.after(forSeconds, () => {
      paused = undefined;
      one.endedAt = time.now();
      change(isHeard);
    });
  };
  for (const one of plan.pauses)
    if (one.begins.kind === 'after-seconds') time.after(one.begins.seconds, () => pause(one));

  return {
    check: () => ({ allPaused: paused, hasPermit }),
    pauses: () => pauses,
    beforeAction: () => {
      actions += 1;
      for (const one of plan.pauses)
        if (one.begins.kind === 'before-action' && one.begins.action === actions) pause(one);
    },
    ask: (request) => {
      // The same request again is the same request.
      requests.add(request.requestedAt);
      if (requests.size <= plan.permit.lostRequests || requestedAt !== Infinity) return;
      requestedAt = time.now();
      time.after(plan.permit.givenAfterSeconds, () => {
        hasPermit = true;
        change(plan.permit.isHeard);
      });
    },
    requestedAt: () => requestedAt,
  };
}
