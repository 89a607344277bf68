/**
 * What limits the drains of an account and Region together: a pause of all, and turns to act in a cluster. Drains read the limits
 * with each look; this workflow only wakes them, so that they look soon. It ends when there is nothing left to limit.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/activities';
import { readOrder } from '../reconcile/command';
import {
  ask,
  giveBack,
  isIdle,
  isTurnRequest,
  noLimits,
  pause,
  resume,
  type Limits,
} from '../reconcile/limits';
import { limitsInWords } from '../reconcile/status/limits-words';
import {
  askForTurnSignal,
  giveBackTurnSignal,
  limitsQuery,
  pauseAllUpdate,
  resumeAllUpdate,
  type LimitsInput,
  type LimitsMemo,
} from './drain-limits.api';

const { wakeDrains, endedDrains } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '1 minute' },
});

/** A drain that was terminated gives nothing back: those with a turn are looked after while others wait. */
const lookAfterTurns = '1 minute';

export async function drainLimits(input: LimitsInput): Promise<void> {
  let limits: Limits = { ...noLimits, ...input.limits };
  let published = noLimits;
  takeOrders();
  takeTurns();
  setHandler(limitsQuery, () => limits, { description: 'Who is paused, who acts and who waits' });

  for (;;) {
    await condition(allHandlersFinished);
    const woken = toWake(published, limits);
    published = limits;
    if (woken === 'all') await wakeDrains('all');
    else if (woken.length > 0) await wakeDrains(woken);
    if (published !== limits) continue;
    if (isIdle(limits)) return;
    if (workflowInfo().continueAsNewSuggested) return continueAsNew<typeof drainLimits>({ limits });
    const changed = () => published !== limits;
    if (limits.waiting.length === 0) await condition(changed);
    else if (!(await condition(changed, lookAfterTurns, { summary: 'look after those that have a turn' })))
      change(giveBack(limits, await endedDrains(instancesOf(limits.turns))));
  }

  function change(after: Limits): void {
    limits = after;
    upsertMemo({ paused: limits.paused ?? null, turns: instancesOf(limits.turns) } satisfies LimitsMemo);
    setCurrentDetails(limitsInWords(limits));
  }

  function takeOrders(): void {
    const check = (given: unknown) => {
      try {
        readOrder(given);
      } catch (error) {
        const refusal = error instanceof Error ? error.message : String(error);
        throw ApplicationFailure.nonRetryable(refusal, 'CommandRefused');
      }
    };
    const order = '{"by": "you", "why": "the reason"}';
    setHandler(
      pauseAllUpdate,
      (given) => {
        const taken = { ...readOrder(given), at: Date.now() };
        change(pause(limits, taken));
        return limits.paused ?? taken;
      },
      { validator: check, description: `Nothing acts until resumeAll; hooks are kept alive. ${order}` },
    );
    setHandler(
      resumeAllUpdate,
      (given) => {
        change(resume(limits));
        return { ...readOrder(given), at: Date.now() };
      },
      { validator: check, description: `End a pause of all drains. ${order}` },
    );
  }

  function takeTurns(): void {
    setHandler(askForTurnSignal, (request) => {
      if (isTurnRequest(request)) change(ask(limits, request));
    });
    setHandler(giveBackTurnSignal, (ec2InstanceId) => change(giveBack(limits, [ec2InstanceId])));
  }
}

const instancesOf = (requests: Limits['turns']): string[] =>
  requests.map(({ ec2InstanceId }) => ec2InstanceId);

/** Whom a change concerns. */
function toWake(before: Limits, after: Limits): 'all' | string[] {
  if (before.paused !== after.paused) return 'all';
  const had = new Set(instancesOf(before.turns));
  return instancesOf(after.turns).filter((id) => !had.has(id));
}
