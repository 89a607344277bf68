/**
 * The decision. Pure: no clock, no I/O, no Temporal, no AWS. The same function plans a drain and a dry run of one.
 */
import type { ActionResult } from './actions';
import { lookAgainAt, nextHeartbeatAt } from './look';
import { recall, remember, type Memory } from './memory';
import type { Look } from './observation';
import type { Plan } from './plan';
import { Reason } from './reasons';
import { statusOf } from './status';
import { complete } from './steps/complete';
import { confirm } from './steps/confirm';
import { cordon } from './steps/cordon';
import { evict } from './steps/evict';
import { locate } from './steps/locate';
import { settle } from './steps/settle';
import type { Step, Verdict, World } from './steps/step';
import { stopDaemons } from './steps/stop-daemons';

/** A drain, in order. The first step that is not done decides the pass. */
export const steps: readonly Step[] = [confirm, locate, cordon, evict, stopDaemons, settle, complete];

/** From what was just seen and what is remembered to what is to be done now, if anything, and when to look again. */
export function reconcile(look: Look, before: Memory, now: number): Plan {
  const memory = remember(before, look, now);
  const { phase, verdict } = decide({ observation: look.observation, memory, now });
  const after = withFingerprint(
    verdict.kind === 'act' ? memory : { ...memory, actionTrouble: undefined },
    phase,
    now,
  );
  switch (verdict.kind) {
    case 'end':
      return planOf({ ...after, outcome: verdict.outcome }, 'ended', Reason.Ended, undefined);
    case 'act':
      return planOf(after, phase, verdict.reason, lookAgainAt(after, now), verdict.action);
    case 'wait': {
      const resyncAt = lookAgainAt(after, now);
      return planOf(after, phase, verdict.reason, Math.min(resyncAt, verdict.at ?? resyncAt));
    }
  }
}

/** The plan's action was tried: what is remembered of it, and when to look again. */
export function conclude(plan: Plan, result: ActionResult, now: number): Plan {
  if (plan.action === undefined) return plan;
  const memory = recall(plan.memory, plan.action, result, now);
  if (memory.outcome !== undefined) return planOf(memory, 'ended', Reason.Ended, undefined);
  return planOf(memory, plan.status.phase, plan.status.reason, whenToSeeResult(plan, memory, result, now));
}

/** How long an action may be tried, in milliseconds: never past the next heartbeat, so that the loop does not miss it. */
export function actWithinMs(memory: Memory, now: number): number {
  const untilHeartbeatMs = (nextHeartbeatAt(memory) ?? Infinity) - now;
  return Math.min(30_000, Math.max(5_000, untilHeartbeatMs));
}

function decide(world: World): { phase: string; verdict: Exclude<Verdict, { kind: 'pass' }> } {
  for (const step of steps) {
    const verdict = step.decide(world);
    if (verdict.kind !== 'pass') return { phase: step.name, verdict };
  }
  throw new Error('the last step, complete, always decides');
}

function planOf(
  memory: Memory,
  phase: string,
  reason: Reason,
  lookAgain: number | undefined,
  action?: Plan['action'],
): Plan {
  return { action, memory, lookAgainAt: lookAgain, status: statusOf(memory, phase, reason, lookAgain) };
}

/** The instance is quiet from the last change of anything that shows in here. */
function withFingerprint(memory: Memory, phase: string, now: number): Memory {
  const fingerprint = JSON.stringify([
    phase,
    memory.containerInstance?.status,
    memory.tasks?.map((task) => [task.taskArn, task.lastStatus, task.desiredStatus]),
    memory.troubles.map((trouble) => [trouble.operation, trouble.code]),
  ]);
  return fingerprint === memory.fingerprint ? memory : { ...memory, fingerprint, quietSince: now };
}

function whenToSeeResult(
  { action, lookAgainAt: planned }: Plan,
  memory: Memory,
  result: ActionResult,
  now: number,
): number {
  const later = now + memory.spec.resyncSeconds * 1000;
  if (result.kind === 'failed') return planned ?? later;
  switch (action?.kind) {
    case 'set-draining': // tasks can be listed now
      return now;
    case 'complete-lifecycle-action': // another name or another hook is next, unless AWS knows none by any name
      return memory.lifecycleActions.some((open) => !open.ended && open.noActiveActionSince !== undefined)
        ? later
        : now;
    case 'stop-tasks':
    case 'set-active':
    case undefined:
      return Math.min(planned ?? later, later);
  }
}
