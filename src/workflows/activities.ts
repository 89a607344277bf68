/** How the drain calls its activities: bounded in time, so that no call holds the loop, and never throwing for AWS's sake. */
import {
  ApplicationFailure,
  isCancellation,
  log,
  proxyActivities,
  rootCause,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/activities';
import type { Action, ActionResult } from '../reconcile/actions';
import type { Memory } from '../reconcile/memory/memory';
import { outcomeMessage } from '../reconcile/outcome-message';
import { isTrouble, unknown, type Look, type LookRequest, type Trouble } from '../reconcile/observation';
import type { Plan } from '../reconcile/plan';
import { actWithinMs } from '../reconcile/reconcile';
import { defaultSpec } from '../reconcile/spec';
import { actionInWords } from '../reconcile/status/words';

/** A worker that dies while it looks is noticed after this long. Above what `observe` allows itself. */
const noticedWithin = '12 seconds';

export async function observe(request: LookRequest, memory: Memory): Promise<Look> {
  const { observe } = proxyActivities<Activities>({
    startToCloseTimeout: noticedWithin,
    scheduleToCloseTimeout: '1 minute',
    summary: request.lifecycleHooks.some(({ heartbeat }) => heartbeat) ? 'look, with a heartbeat' : 'look',
  });
  const askedAt = Date.now();
  try {
    const look = await observe(request);
    // A worker of an earlier version does not know every setting.
    return { ...look, spec: { ...defaultSpec, ...look.spec }, askedAt };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { ...blind(memory, request, troubleOf('observe', error)), askedAt };
  }
}

export async function act(action: Action, plan: Plan, now: number): Promise<ActionResult> {
  const activities = proxyActivities<Activities>({
    startToCloseTimeout: '15 seconds',
    scheduleToCloseTimeout: actWithinMs(plan.memory, now),
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 seconds' },
    summary: actionInWords(action),
  });
  try {
    return { kind: await send(activities, action) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { kind: 'failed', trouble: troubleOf(action.kind, error) };
  }
}

function send(activities: Activities, action: Action): Promise<Exclude<ActionResult['kind'], 'failed'>> {
  switch (action.kind) {
    case 'set-draining':
      return activities.setDraining(action);
    case 'set-active':
      return activities.setActive(action);
    case 'stop-tasks':
      return activities.stopTasks(action);
    case 'ask-for-turn':
      return activities.askForTurn(action);
    case 'give-back-turn':
      return activities.giveBackTurn(action);
    case 'complete-lifecycle-action':
      return activities.completeLifecycleAction(action);
  }
}

/** Whoever waits is next. What cannot be given back is noticed by the limits themselves, a minute later. */
export async function giveBackTurn({ ec2InstanceId, turnAskedAt, limits }: Memory): Promise<void> {
  if (turnAskedAt === undefined && limits?.hasTurn !== true) return;
  const { giveBackTurn } = proxyActivities<Activities>({
    startToCloseTimeout: '15 seconds',
    scheduleToCloseTimeout: '1 minute',
    summary: 'give the turn back',
  });
  try {
    await giveBackTurn({ kind: 'give-back-turn', ec2InstanceId });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('the turn could not be given back', {
      trouble: troubleOf('temporal.SignalWorkflowExecution', error),
    });
  }
}

/**
 * Tells the end of the drain, where the worker has a topic for it. What cannot be told is logged: it never keeps a drain from
 * ending.
 */
export async function tellOutcome(memory: Memory, within: '1 minute' | '1 hour'): Promise<void> {
  const { outcome, outcomeTopic } = memory;
  if (outcome === undefined || !outcomeTopic) return;
  const { publishOutcome } = proxyActivities<Activities>({
    startToCloseTimeout: '15 seconds',
    scheduleToCloseTimeout: within,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
    summary: 'tell the outcome',
  });
  try {
    await publishOutcome(outcomeMessage(memory, outcome, workflowInfo().runId, Date.now()));
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error('the outcome could not be told', { outcome, trouble: troubleOf('sns.Publish', error) });
  }
}

/** The look itself failed, so everything that was asked is unknown. */
function blind(
  { spec, outcomeTopic }: Memory,
  request: LookRequest,
  trouble: Trouble,
): Omit<Look, 'askedAt'> {
  const part = unknown(trouble);
  const lifecycleHooks = request.lifecycleHooks.map(({ lifecycleAction, readHook, heartbeat }) => ({
    autoScalingGroupName: lifecycleAction.autoScalingGroupName,
    lifecycleHookName: lifecycleAction.lifecycleHookName,
    lifecycleHook: readHook ? part : undefined,
    heartbeat: heartbeat ? part : { kind: 'not-due' as const },
  }));
  return {
    spec,
    outcomeTopic,
    observation: {
      limits: part,
      autoScalingInstance: part,
      lifecycleHooks,
      groupSettings: request.groupSettings ? part : undefined,
      ec2Instance: request.ec2Instance && part,
      containerInstance: part,
      tasks: part,
      group: undefined,
      services: undefined,
      stopTimeouts: undefined,
      protections: undefined,
    },
  };
}

/** The trouble that the activity reported, or else the failure of the activity itself, such as a worker that died. */
function troubleOf(operation: string, error: unknown): Trouble {
  for (let cause = error; cause instanceof TemporalFailure; cause = cause.cause) {
    const reported = cause instanceof ApplicationFailure ? cause.details?.[0] : undefined;
    if (isTrouble(reported)) return reported;
  }
  const code = error instanceof Error ? error.name : 'Unknown';
  return { operation, code, message: rootCause(error) ?? code, cause: 'transient' };
}
