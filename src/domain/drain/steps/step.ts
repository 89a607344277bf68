import type { Action } from '../actions';
import { deadlineOf } from '../schedule/deadline';
import { awaitsHook, openHooks } from '../hooks/hooks';
import { refOf, type LifecycleAction } from '../hooks/lifecycle-action';
import type { DrainState } from '../state/drain-state';
import { registrationOf, tasksOf } from '../state/host';
import {
  valueOf,
  type LifecycleActionResult,
  type Observation,
  type Part,
  type CallError,
} from '../observation/observation';
import type { Reason } from '../vocabulary/reasons';
import type { Outcome } from '../vocabulary/outcomes';
import { isOff } from '../observation/reclaimed-by-ec2';
import { blockingTasks } from '../tasks/outstanding';
import type { StepName } from '../vocabulary/phases';

/** What a step sees. The observation is applied to the state already. */
export interface StepContext {
  readonly observation: Observation;
  readonly state: DrainState;
  /** When the observation began: what it shows may be no newer than that. */
  readonly requestedAt: number;
  readonly now: number;
}

/** `pass`: this step is done, ask the next. Anything else decides the pass. */
export type StepResult =
  | { readonly kind: 'pass' }
  | { readonly kind: 'act'; readonly reason: Reason; readonly action: Action }
  /** `at`: not later than then; without it, when the resync says. */
  | { readonly kind: 'wait'; readonly reason: Reason; readonly at?: number }
  | { readonly kind: 'end'; readonly outcome: Outcome };

export interface Step {
  /** Also the phase of a drain while this step decides. */
  readonly name: StepName;
  readonly decide: (context: StepContext) => StepResult;
}

export const pass: StepResult = { kind: 'pass' };
export const wait = (reason: Reason, at?: number): StepResult => ({
  kind: 'wait',
  reason,
  ...(at !== undefined && { at }),
});
export const end = (outcome: Outcome): StepResult => ({ kind: 'end', outcome });

export const completion = (
  action: LifecycleAction,
  how: { readonly result: LifecycleActionResult; readonly outcome: Outcome },
  reason: Reason = 'Completing',
): StepResult => ({
  kind: 'act',
  reason,
  action: { kind: 'complete-lifecycle-action', lifecycleAction: refOf(action), ...how },
});

/** Ends the drain before everything has stopped: completes a hook of ours that is open, or waits for one that may be. */
export function giveUp(
  { state, now }: StepContext,
  how: { readonly result: LifecycleActionResult; readonly outcome: Outcome },
  reason: Reason,
  hook = openHooks(state)[0],
): StepResult {
  if (hook !== undefined) return completion(hook, how, reason);
  if (awaitsHook(state, now)) return wait('HookNotSeen');
  // Without an action nothing is abandoned.
  return end(how.outcome === 'abandoned' ? 'deadline-reached' : how.outcome);
}

/** What was seen since then is confirmed by an observation that begins after the grace: AWS is eventually consistent. */
export const confirmedFrom = ({ state }: StepContext, since: number): number =>
  since + state.spec.absenceGraceSeconds * 1000;

export const isUnknown = <T>(part: Part<T> | undefined): part is { kind: 'unknown'; callError: CallError } =>
  part?.kind === 'unknown';

/** Tasks may still be placed there, and it was never seen or set DRAINING. */
export function isOpen({ state }: StepContext): boolean {
  const registration = registrationOf(state);
  return (
    registration?.containerInstance.status === 'ACTIVE' &&
    (registration.drainingRequest?.acceptedAt ?? registration.drainingSince) === undefined
  );
}

/** EC2 says that the machine is off. */
export const isMachineOff = ({ observation }: StepContext): boolean =>
  isOff(valueOf(observation.ec2Instance));

/** Every task that counts has stopped, and a listing made after that shows no other; or the machine is off. */
export function isDrained(context: StepContext): boolean {
  const { tasks: seen } = context.observation;
  if (isMachineOff(context)) return true;
  return (
    tasksOf(context.state) !== undefined &&
    blockingTasks(context.state).length === 0 &&
    seen?.kind === 'known' &&
    seen.value.listed
  );
}

/**
 * When what holds DRAINING back has to end, so that the deadline leaves the time for a clean stop. Which tasks there will be is
 * not known yet: time for the longest usual stop, of tasks and then of daemons.
 */
export function stopBy({ state }: StepContext): number {
  const { stopTimeoutSeconds, deregistrationDelaySeconds } = state.spec;
  const usualMs = (2 * stopTimeoutSeconds + deregistrationDelaySeconds + 60) * 1000;
  return (deadlineOf(state)?.at ?? Infinity) - usualMs;
}
