/**
 * One drain: look, decide, act, wait, until the instance is drained and Auto Scaling has been told.
 * Everything that can be decided without the world is in src/reconcile.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  patched,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { cancelledInVain, planAfterCancel } from '../reconcile/cancel';
import { completedHooks } from '../reconcile/hooks';
import { lastLook, nextLook } from '../reconcile/look-request';
import { continued, newMemory, type Memory } from '../reconcile/memory/memory';
import { identitiesIn } from '../reconcile/memory/receive';
import type { Plan } from '../reconcile/plan';
import { conclude, reconcile } from '../reconcile/reconcile';
import { isEc2InstanceId } from '../reconcile/signal';
import { labelsOf } from '../reconcile/status/labels';
import type { Status } from '../reconcile/status/status';
import { details } from '../reconcile/status/page';
import { timerSummary } from '../reconcile/status/words';
import { act, giveBackTurn, observe, tellOutcome } from './activities';
import { statusQuery, type DrainInput, type DrainMemo, type DrainResult } from './drain-instance.api';
import { openInbox } from './inbox';
import { logChanges } from './log-changes';
import { countEnd, countLook, countStart, type LookBecause } from './metrics';
import { changedSearchAttributes } from './search-attributes';

/** @throws ApplicationFailure `BadInput`, when a person started it by hand without an EC2 instance id */
export async function drainInstance(input: DrainInput): Promise<DrainResult> {
  checkInput(input);
  let memory = input.memory
    ? continued(input.memory)
    : newMemory(input.ec2InstanceId, Date.now(), input.cancelled);
  let status: Status | undefined;
  const inbox = openInbox(() => memory);
  setHandler(statusQuery, () => status, { description: 'Where the drain stands, and why' });

  try {
    return await drain();
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(wrapUp);
    throw error;
  }

  async function drain(): Promise<DrainResult> {
    let because: LookBecause = 'start';
    if (input.memory === undefined) countStart();
    for (;;) {
      memory = inbox.foldInto(memory);
      inbox.heedWake();
      countLook(because);
      const look = await observe(nextLook(memory, Date.now()), memory);
      memory = inbox.foldInto(memory);
      let plan = publish(reconcile(look, memory, Date.now()));
      if (plan.action) plan = publish(conclude(plan, await act(plan.action, plan, Date.now()), Date.now()));

      const { outcome, tasksStopped, heartbeats } = memory;
      // What comes meanwhile may tell of another hook, and then the drain is not over.
      if (outcome !== undefined && (await finished(() => last('1 hour')))) {
        countEnd(memory, Date.now());
        return { outcome, tasksStopped, heartbeats, completedHooks: completedHooks(memory) };
      }
      if (workflowInfo().continueAsNewSuggested) {
        await condition(allHandlersFinished);
        return continueAsNew<typeof drainInstance>({ ...input, memory: inbox.foldInto(memory) });
      }
      const waitMs = (plan.lookAgainAt ?? 0) - Date.now();
      if (waitMs <= 0) because = 'at-once';
      else {
        const summary = timerSummary(plan.status);
        because = (await condition(inbox.isWoken, waitMs, { summary })) ? 'woken' : 'resync';
      }
    }
  }

  async function last(within: '1 minute' | '1 hour'): Promise<void> {
    await giveBackTurn(memory);
    await tellOutcome(memory, within);
  }

  /** Does the last thing, and stops doing it as soon as something comes in: then it was not the last. */
  async function finished(sayGoodbye: () => Promise<void>): Promise<boolean> {
    const scope = new CancellationScope();
    await scope.run(() => Promise.race([sayGoodbye(), condition(() => !inbox.isEmpty())]));
    scope.cancel();
    await condition(allHandlersFinished);
    return inbox.isEmpty();
  }

  /** After a cancel: at most one harmless action, and the last word. */
  async function wrapUp(): Promise<void> {
    const look = await observe(lastLook(memory, Date.now()), memory);
    const plan = publish(planAfterCancel(look, inbox.foldInto(memory), Date.now()));
    const result = plan.action && (await act(plan.action, plan, Date.now()));
    if (result?.kind === 'paused') publish(cancelledInVain(plan, Date.now()));
    await last('1 minute');
    countEnd(memory, Date.now());
  }

  function publish(plan: Plan): Plan {
    remindStarters(memory, plan.memory);
    logChanges(memory, plan.memory, status, plan.status);
    memory = plan.memory;
    status = plan.status;
    setCurrentDetails(details(status));
    label(memory, status);
    return plan;
  }
}

/** Only what changed: each time is an event in the history. */
function label(memory: Memory, { phase }: Status): void {
  const { typedSearchAttributes } = workflowInfo();
  const changed = changedSearchAttributes(typedSearchAttributes, labelsOf(memory, phase));
  if (changed.length > 0) upsertSearchAttributes(changed);
}

/** Whoever starts drains must not restart one that was cancelled for the same lifecycle action. */
function remindStarters(before: Memory, after: Memory): void {
  const askedFor = identitiesIn(after);
  const { askedFor: said, cancelled = [] } = workflowInfo().memo ?? {};
  // An operator's request has cleared it.
  if (String(cancelled) !== String(after.cancelled)) upsertMemo({ cancelled: after.cancelled });
  if (String(said) === String(askedFor)) return;
  // Drains that began before did not say what came while they waited or looked.
  const wasSaidBefore = said === undefined || String(identitiesIn(before)) !== String(askedFor);
  if (wasSaidBefore || patched('remind-of-later-signals')) upsertMemo({ askedFor } satisfies DrainMemo);
}

/** The type says what starters send; a person may send anything, and a run that cannot go on would take in every message. */
function checkInput(input: DrainInput | undefined): void {
  if (isEc2InstanceId(input?.ec2InstanceId)) return;
  throw ApplicationFailure.nonRetryable('expected one argument, {"ec2InstanceId": "i-…"}', 'BadInput');
}
