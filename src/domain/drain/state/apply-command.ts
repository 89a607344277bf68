/** Operators' commands: checked against the state of the drain, and kept with their attribution. */
import type { Command } from '../command';
import { globalTimeoutOf, deadlineOf } from '../schedule/deadline';
import { instant } from '../../format/text';
import { reclaimedByEc2Of } from '../observation/reclaimed-by-ec2';
import type { DrainState } from './drain-state';
import { outcomeOf } from './progress';

/** All of them are carried in every continue-as-new. */
const commandsKept = 20;

/** Why a command is refused, as a sentence for its sender; undefined when it is accepted. The same command again always is. */
export function refusalOf(state: DrainState, command: Command, now: number): string | undefined {
  const outcome = outcomeOf(state);
  if (outcome !== undefined) return `the drain has ended: ${outcome}`;
  switch (command.kind) {
    case 'pause':
      return state.intervention?.kind === 'release'
        ? 'the drain was released, and completes the lifecycle action; there is nothing to pause'
        : undefined;
    case 'resume':
    case 'release':
      return undefined;
    case 'extend':
      return refusalToExtend(state, command.deadlineAt, now);
  }
}

function refusalToExtend(state: DrainState, at: number, now: number): string | undefined {
  const current = deadlineOf(state);
  const globalTimeout = globalTimeoutOf(state);
  if (at <= now) return `${instant(at)} is in the past`;
  if (current === undefined) return 'the drain has no deadline';
  if (globalTimeout !== undefined && at > globalTimeout.at)
    return `the lifecycle hook ends the wait by itself: no deadline can be later than ${instant(globalTimeout.at)}`;
  const reclaimedAt = reclaimedByEc2Of(state)?.deadlineAt;
  if (reclaimedAt !== undefined && at > reclaimedAt)
    return `EC2 reclaims the instance: no deadline can be later than ${instant(reclaimedAt)}`;
  if (at < current.at) return `that would shorten it: the deadline is ${instant(current.at)}`;
  return undefined;
}

/** Applies a command that {@link refusalOf} does not refuse. The same again changes nothing. */
export function applyCommand(state: DrainState, command: Command, now: number): DrainState {
  const { intervention } = state;
  const accepted = { ...command, at: now };
  const after = { ...state, commands: [...state.commands, accepted].slice(-commandsKept) };
  switch (accepted.kind) {
    case 'pause':
      return intervention?.kind === 'pause' ? state : { ...after, intervention: accepted };
    case 'resume':
      return intervention?.kind === 'pause' ? { ...after, intervention: undefined } : state;
    case 'release':
      return intervention?.kind === 'release' ? state : { ...after, intervention: accepted };
    case 'extend':
      // The operator extends what notices asked for until now; a later notice may tighten it again.
      return state.extension?.deadlineAt === accepted.deadlineAt && state.noticeDeadlineAt === undefined
        ? state
        : { ...after, extension: accepted, noticeDeadlineAt: undefined };
  }
}
