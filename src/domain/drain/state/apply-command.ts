/** Persons' commands: checked against where the drain stands, and remembered with who and why. */
import type { Command } from '../command';
import { globalTimeoutOf, deadlineOf } from '../schedule/deadline';
import { instant } from '../../format/texts';
import type { DrainState } from './drain-state';

/** More would be of no use to anybody, and is carried in every continue-as-new. */
const commandsKept = 20;

/** Why a command cannot be taken, in a sentence for whoever sent it; undefined when it can. The same again always can. */
export function refusalOf(state: DrainState, command: Command, now: number): string | undefined {
  if (state.outcome !== undefined) return `the drain has ended: ${state.outcome}`;
  switch (command.kind) {
    case 'pause':
      return (
        state.released &&
        'the drain was released, and completes the lifecycle action; there is nothing to pause'
      );
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
  const takenAt = state.reclaimedByEc2?.deadlineAt;
  if (takenAt !== undefined && at > takenAt)
    return `EC2 reclaims the instance: no deadline can be later than ${instant(takenAt)}`;
  if (at < current.at) return `that would shorten it: the deadline is ${instant(current.at)}`;
  return undefined;
}

/** Takes a command that nothing speaks against. The same again changes nothing. */
export function applyCommand(state: DrainState, command: Command, now: number): DrainState {
  const taken = { ...command, at: now };
  const after = { ...state, commands: [...state.commands, taken].slice(-commandsKept) };
  switch (command.kind) {
    case 'pause':
      return state.paused ? state : { ...after, paused: taken };
    case 'resume':
      return state.paused ? { ...after, paused: undefined } : state;
    case 'release':
      return state.released ? state : { ...after, paused: undefined, released: taken };
    case 'extend':
      // What notices asked for until now is what the person extends; a later notice may tighten it again.
      return state.extension?.deadlineAt === command.deadlineAt && state.noticeDeadlineAt === undefined
        ? state
        : { ...after, extension: { ...command, at: now }, noticeDeadlineAt: undefined };
  }
}
