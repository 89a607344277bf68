/**
 * One drain: look, decide, act, wait, until the instance is drained and Auto Scaling has been told.
 * Everything that can be decided without the world is in src/reconcile.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { nextLook } from '../reconcile/look-request';
import { newMemory } from '../reconcile/memory/memory';
import { receive } from '../reconcile/memory/receive';
import { conclude, reconcile } from '../reconcile/reconcile';
import { isEc2InstanceId, isLeavingSignal, type LeavingSignal } from '../reconcile/signal';
import type { Status } from '../reconcile/status/status';
import { details, timerSummary } from '../reconcile/status/words';
import { act, observe, tellOutcome } from './activities';
import { leavingSignal, statusQuery, type DrainInput, type DrainResult } from './drain-instance.api';

/** @throws ApplicationFailure `BadInput`, when a person started it by hand without an EC2 instance id */
export async function drainInstance(input: DrainInput): Promise<DrainResult> {
  checkInput(input);
  let memory = input.memory ?? newMemory(input.ec2InstanceId, Date.now());
  let status: Status | undefined;
  const inbox: LeavingSignal[] = [];
  const receiveAll = () => (memory = inbox.splice(0).reduce(receive, memory));

  setHandler(statusQuery, () => status, { description: 'Where the drain stands, and why' });
  setHandler(
    leavingSignal,
    (signal) => {
      if (isLeavingSignal(signal)) inbox.push(signal);
      else log.warn('ignored a signal that is not understood', { signal });
    },
    { description: 'The instance is leaving' },
  );

  for (;;) {
    receiveAll();
    const look = await observe(nextLook(memory, Date.now()), memory);
    let plan = reconcile(look, memory, Date.now());
    publish(plan.status);
    if (plan.action) {
      plan = conclude(plan, await act(plan.action, plan, Date.now()), Date.now());
      publish(plan.status);
    }
    memory = plan.memory;

    // A message that comes meanwhile may tell of another hook, and then the drain is not over.
    await tellOutcome(receiveAll());
    const { outcome, tasksStopped, heartbeats } = receiveAll();
    if (outcome !== undefined) {
      await condition(allHandlersFinished);
      return { outcome, tasksStopped, heartbeats };
    }
    if (workflowInfo().continueAsNewSuggested)
      return continueAsNew<typeof drainInstance>({ ...input, memory });
    const waitMs = (plan.lookAgainAt ?? 0) - Date.now();
    if (waitMs > 0) await condition(() => inbox.length > 0, waitMs, { summary: timerSummary(plan.status) });
  }

  function publish(next: Status): void {
    status = next;
    setCurrentDetails(details(next));
  }
}

/** The type says what starters send; a person may send anything, and a run that cannot go on would take in every message. */
function checkInput(input: DrainInput | undefined): void {
  if (isEc2InstanceId(input?.ec2InstanceId)) return;
  throw ApplicationFailure.nonRetryable('expected one argument, {"ec2InstanceId": "i-…"}', 'BadInput');
}
