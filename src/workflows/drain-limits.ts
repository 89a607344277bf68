/**
 * What limits the drains of an account and Region together: a pause of all, and turns to act in a cluster. Drains read the limits
 * with each look; this workflow only wakes them, so that they look soon. It ends when there is nothing left to limit.
 */
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
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
import { readOrRefuse } from './refusal';

const { wakeDrains, endedDrains } = proxyActivities<Activities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '1 minute' },
});

/** A cancel is not heeded: the limits would be lost, and so would a pause. They end by `resumeAll`, and with the drains. */
export const drainLimits = (input: LimitsInput): Promise<void> =>
  CancellationScope.nonCancellable(() => limitDrains(input));

async function limitDrains(input: LimitsInput): Promise<void> {
  let limits: Limits = { ...noLimits, ...input.limits };
  let published = limits;
  let told = limits;
  takeOrders();
  takeTurns();
  setHandler(limitsQuery, () => limits, { description: 'Who is paused, who acts and who waits' });
  void keepPublished();

  for (;;) {
    await tellDrains();
    if (told !== limits) continue;
    await condition(() => allHandlersFinished() && published === limits);
    if (isIdle(limits)) return;
    if (workflowInfo().continueAsNewSuggested) return await continueWith(limits);
    const summary = 'look after those that have a turn';
    const isChanged = () => told !== limits;
    if (limits.turns.length === 0) await condition(isChanged);
    else if (!(await condition(isChanged, patience(limits), { summary }))) {
      const ended = await endedDrains(instancesOf(limits.turns));
      limits = giveBack(limits, ended); // as they are by now
    }
  }

  async function tellDrains(): Promise<void> {
    const woken = toWake(told, limits);
    told = limits;
    if (woken === 'all' || woken.length > 0) await wakeDrains(woken);
  }

  /** Once for all that came with one task, and with the answer to whoever changed something. */
  async function keepPublished(): Promise<void> {
    for (;;) {
      await condition(() => published !== limits);
      published = limits;
      upsertMemo(memoOf(limits));
      setCurrentDetails(limitsInWords(limits));
    }
  }

  function takeOrders(): void {
    const order = '{"by": "you", "why": "the reason"}';
    setHandler(
      pauseAllUpdate,
      (given) => {
        const taken = { ...readOrder(given), at: Date.now() };
        limits = pause(limits, taken);
        return limits.paused ?? taken;
      },
      { validator: check, description: `Nothing acts until resumeAll; hooks are kept alive. ${order}` },
    );
    setHandler(
      resumeAllUpdate,
      (given) => {
        limits = resume(limits);
        return { ...readOrder(given), at: Date.now() };
      },
      { validator: check, description: `End a pause of all drains. ${order}` },
    );
  }

  function takeTurns(): void {
    setHandler(askForTurnSignal, (request) => {
      if (isTurnRequest(request)) limits = ask(limits, request);
    });
    setHandler(giveBackTurnSignal, (ec2InstanceId) => {
      limits = giveBack(limits, [ec2InstanceId]);
    });
  }
}

/** The memo goes along: a new run has that of the start, and nothing may act before its first task. */
const continueWith = (limits: Limits): Promise<never> =>
  makeContinueAsNewFunc<typeof drainLimits>({ memo: memoOf(limits) })({ limits });

const memoOf = (limits: Limits): LimitsMemo => ({
  paused: limits.paused ?? null,
  turns: instancesOf(limits.turns),
});

/** A drain that was terminated gives nothing back: soon missed where others wait, and else only kept in mind. */
const patience = ({ waiting }: Limits): '1 minute' | '1 hour' => (waiting.length > 0 ? '1 minute' : '1 hour');

const instancesOf = (requests: Limits['turns']): string[] =>
  requests.map(({ ec2InstanceId }) => ec2InstanceId);

/** Whom a change concerns. */
function toWake(before: Limits, after: Limits): 'all' | string[] {
  if (before.paused !== after.paused) return 'all';
  const had = new Set(instancesOf(before.turns));
  return instancesOf(after.turns).filter((id) => !had.has(id));
}

const check = (given: unknown): void => void readOrRefuse(() => readOrder(given));
