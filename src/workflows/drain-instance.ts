/**
 * One drain: look, decide, act, wait, until the instance is drained and Auto Scaling has been told.
 * Everything that can be decided without the world is in src/reconcile.
 */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { nextLook } from '../reconcile/look';
import { newMemory, receive } from '../reconcile/memory';
import { conclude, reconcile } from '../reconcile/reconcile';
import { isLeavingSignal, type LeavingSignal } from '../reconcile/signal';
import type { Status } from '../reconcile/status';
import { details, timerSummary } from '../reconcile/words';
import { act, observe } from './activities';
import { leavingSignal, statusQuery, type DrainInput, type DrainResult } from './drain-instance.api';

export async function drainInstance(input: DrainInput): Promise<DrainResult> {
  let memory = input.memory ?? newMemory(input.ec2InstanceId, Date.now());
  let status: Status | undefined;
  const inbox: LeavingSignal[] = [];

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
    memory = inbox.splice(0).reduce(receive, memory);
    const look = await observe(nextLook(memory, Date.now()), memory);
    let plan = reconcile(look, memory, Date.now());
    publish(plan.status);
    if (plan.action) {
      plan = conclude(plan, await act(plan.action, plan, Date.now()), Date.now());
      publish(plan.status);
    }
    memory = plan.memory;

    const { outcome, tasksStopped, heartbeats } = memory;
    if (plan.lookAgainAt === undefined && outcome !== undefined) {
      await condition(allHandlersFinished);
      return { outcome, tasksStopped, heartbeats };
    }
    if (workflowInfo().continueAsNewSuggested) {
      memory = inbox.splice(0).reduce(receive, memory);
      return continueAsNew<typeof drainInstance>({ ...input, memory });
    }
    const waitMs = (plan.lookAgainAt ?? 0) - Date.now();
    if (waitMs > 0) await condition(() => inbox.length > 0, waitMs, { summary: timerSummary(plan.status) });
  }

  function publish(next: Status): void {
    status = next;
    setCurrentDetails(details(next));
  }
}
