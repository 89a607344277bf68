/**
 * What a drain does next: from where it stood, what has happened and the time, to at most one action, or the next observation and when
 * it is made. Pure. The decision on what was observed is {@link reconcile}'s.
 */
import type { Action, ActionResult } from './actions';
import { planAfterCancel } from './cancel';
import { completed } from './observation/changes';
import { isCommandKind, readCommand, type Command, type CommandReply } from './command';
import { deadlineOf } from './schedule/deadline';
import { applyClosingResult, nextClosingAction, type PublishOutcome } from './closing-actions';
import {
  lastPlannedObservation,
  plannedObservation,
  type PlannedObservation,
} from './observation/observation-request';
import { isSameHook } from './hooks/lifecycle-action';
import type { DrainState } from './state/drain-state';
import { applyCommand, refusalOf } from './state/apply-command';
import { applyNotice } from './state/apply-notice';
import { cancelledAtOf } from './state/progress';
import { applyObservation } from './state/apply-observation';
import type { ObservationResult, Observation } from './observation/observation';
import type { Plan } from './plan';
import type { Reason } from './vocabulary/reasons';
import { conclude, planOf, reconcile } from './reconcile';
import { isInterruptionNotice } from '../notice';
import type { Spec } from '../spec';
import { formatAction } from './status/format-status';
import type { Phase } from './vocabulary/phases';

/** Where a drain stands between two decisions: all that is kept of it. */
export interface Checkpoint {
  readonly state: DrainState;
  /** The step that decided last; `starting` until something was observed, `ended` or `cancelled` at the end. */
  readonly phase: Phase;
  readonly reason: Reason;
  /** When the next observation is due, in milliseconds since the epoch; undefined: the drain is over. */
  readonly observeAt: number | undefined;
  readonly decidedAt: number;
}

/** What a decision is made from: a message, an operator's command, or an activity's answer. */
export type DrainInput =
  | { readonly kind: 'signal'; readonly payload: unknown }
  | { readonly kind: 'command'; readonly id: string; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'cancel'; readonly at: number }
  | { readonly kind: 'observed'; readonly observation: Observation; readonly requestedAt: number }
  | { readonly kind: 'acted'; readonly action: Action | PublishOutcome; readonly result: ActionResult };

/** The settings of the worker that decides: fixing one fixes the drains that run. */
export interface WorkerSettings {
  readonly spec: Spec;
  /** Whether it has a topic to publish the end of a drain to. */
  readonly publishesOutcomes: boolean;
}

export type Reply =
  | { readonly kind: 'accepted'; readonly value: CommandReply }
  | { readonly kind: 'refused'; readonly message: string };

export interface Decision extends Checkpoint {
  /** Comes first. Without it, and without an observation, the drain is over. */
  readonly action: Action | PublishOutcome | undefined;
  /** Undefined: nothing has to be seen any more. */
  readonly observation: PlannedObservation | undefined;
  /** By the command's id. */
  readonly replies: Readonly<Record<string, Reply>>;
  /** What was no input that a drain understands. */
  readonly ignored: readonly unknown[];
}

export const starting = (state: DrainState, now: number): Checkpoint => ({
  state,
  phase: 'starting',
  reason: 'CannotSee',
  observeAt: now,
  decidedAt: now,
});

/** @param runId of the workflow: the end of a run is published under one id */
export function decide(
  before: Checkpoint,
  inputs: readonly DrainInput[],
  settings: WorkerSettings,
  { now, runId }: { readonly now: number; readonly runId: string },
): Decision {
  // What was done is known before what is to be done about it.
  const acted = inputs.filter((input) => input.kind === 'acted');
  const concluded = acted.reduce<Checkpoint>(
    (checkpoint, input) => afterAction(checkpoint, input, now),
    before,
  );
  const heard = afterMessages(concluded, inputs, sentIn(acted), now);
  const observed = inputs.findLast((input) => input.kind === 'observed');
  const judged =
    observed && heard.state.progress.kind !== 'ended'
      ? afterObservation(heard, observed, settings.spec, now)
      : heard;
  // What a notice told of while this was being observed is observed next, however long the plan would wait.
  const isSoon = judged.observeAt !== undefined && tellsOfMore(concluded.state, heard.state);
  const decided = isSoon ? { ...judged, observeAt: now } : judged;
  return { ...decided, ...ending(decided, settings, now, runId), decidedAt: now };
}

type WithReplies = Checkpoint & Pick<Decision, 'replies' | 'ignored'>;
type Acted = Extract<DrainInput, { kind: 'acted' }>;
type Observed = Extract<DrainInput, { kind: 'observed' }>;

/** The result of an action, and when to see what it led to. */
function afterAction(checkpoint: Checkpoint, { action, result }: Acted, now: number): Checkpoint {
  const { state, phase, reason, observeAt } = checkpoint;
  if (state.progress.kind === 'ended' || action.kind === 'publish-outcome')
    return { ...checkpoint, state: applyClosingResult(state, action, result) };
  const plan = { ...planOf(state, phase, reason, now, observeAt), action };
  return checkpointOf(conclude(plan, result, now), now);
}

/** Messages and commands, in the order in which they came. One that tells nothing new leads to no observation. */
function afterMessages(
  before: Checkpoint,
  inputs: readonly DrainInput[],
  sent: readonly string[],
  now: number,
): WithReplies {
  let { state } = before;
  const replies: Record<string, Reply> = {};
  const ignored: unknown[] = [];
  for (const input of inputs) {
    if (input.kind === 'signal') {
      if (isInterruptionNotice(input.payload)) state = applyNotice(state, input.payload);
      else ignored.push(input.payload);
    } else if (input.kind === 'command') {
      const { after, reply } = afterCommand(state, input, sent, now);
      state = after;
      replies[input.id] = reply;
    } else if (input.kind === 'cancel' && state.progress.kind !== 'ended') {
      state = { ...state, progress: { kind: 'cancelling', cancelledAt: input.at } };
    }
  }
  const isNews = state !== before.state;
  const observeAt = isNews && state.progress.kind !== 'ended' ? now : before.observeAt;
  return { ...before, state, observeAt, replies, ignored };
}

function afterCommand(
  state: DrainState,
  { name, payload }: Extract<DrainInput, { kind: 'command' }>,
  sent: readonly string[],
  now: number,
): { readonly after: DrainState; readonly reply: Reply } {
  const refused = (message: string) => ({ after: state, reply: { kind: 'refused', message } as const });
  if (!isCommandKind(name)) return refused(`this worker does not know the command ${name}`);
  try {
    const command = readCommand(name, payload);
    const refusal = refusalOf(state, command, now);
    if (refusal !== undefined) return refused(refusal);
    const after = applyCommand(state, command, now);
    return { after, reply: { kind: 'accepted', value: replyTo(command, after, sent, now) } };
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

/** The answer to a command: what is in force now. */
function replyTo(command: Command, after: DrainState, sent: readonly string[], now: number): CommandReply {
  const inForce = {
    pause: after.intervention,
    resume: undefined,
    release: after.intervention,
    extend: after.extension,
  };
  const deadlineAt = command.kind === 'extend' ? deadlineOf(after)?.at : undefined;
  return {
    ...(inForce[command.kind] ?? { ...command, at: now }),
    ...(deadlineAt !== undefined && { deadlineAt }),
    ...(sent.length > 0 && { alreadySent: sent }),
  };
}

/** What left, or may have left, before a command could keep it from being sent. */
const sentIn = (acted: readonly Acted[]): readonly string[] =>
  acted.flatMap(({ action, result }) => {
    if (action.kind === 'publish-outcome') return [];
    const text = formatAction(action);
    switch (result.kind) {
      case 'done':
      case 'no-active-action':
        return [text];
      case 'failed':
        return [`${text} (failed: ${result.callError.code})`];
      case 'interrupted':
        return result.sent ? [`${text} (not answered yet)`] : [];
      case 'paused':
        return [];
    }
  });

/** What is observed after a notice alone: a hook, what EC2 does, or the host of a drain that an operator asks for. */
const tellsOfMore = (before: DrainState, after: DrainState): boolean =>
  before.operatorRequest !== after.operatorRequest ||
  before.ec2Notices.length < after.ec2Notices.length ||
  after.lifecycleActions.some(
    ({ notice }) => !before.lifecycleActions.some((known) => isSameHook(known.notice, notice)),
  );

/**
 * What a cancelled drain may still do is judged by an observation that was made for that: of one that was under way only the state
 * is kept, as it may have sent a heartbeat.
 */
function afterObservation(
  heard: WithReplies,
  { observation, requestedAt }: Observed,
  spec: Spec,
  now: number,
): WithReplies & Partial<Pick<Plan, 'action'>> {
  const { state } = heard;
  const cancelledAt = cancelledAtOf(state.progress);
  const result: ObservationResult = { spec, observation: completed(observation, state), requestedAt };
  if (cancelledAt !== undefined && requestedAt < cancelledAt)
    return { ...heard, state: applyObservation(state, result, now) };
  const plan =
    cancelledAt === undefined ? reconcile(result, state, now) : planAfterCancel(result, state, now);
  return { ...heard, ...checkpointOf(plan, now), action: plan.action };
}

const checkpointOf = ({ state, status, nextObservationAt }: Plan, now: number): Checkpoint => ({
  state,
  phase: status.phase,
  reason: status.reason,
  observeAt: nextObservationAt,
  decidedAt: now,
});

/** What comes next: the action that was decided on, the last things to do, or another observation. */
function ending(
  { state, action }: Checkpoint & Partial<Pick<Plan, 'action'>>,
  { publishesOutcomes }: WorkerSettings,
  now: number,
  runId: string,
): Pick<Decision, 'state' | 'action' | 'observation'> {
  if (state.progress.kind !== 'ended') {
    const observation =
      state.progress.kind === 'running' ? plannedObservation(state) : lastPlannedObservation(state);
    return { state, action, observation };
  }
  if (action) return { state, action, observation: undefined };
  const next = nextClosingAction(state, state.progress, { publishesOutcomes, now, runId });
  return { state, action: next, observation: undefined };
}
