/** Persons' commands: checked against where the drain stands, and remembered with who and why. */
import type { Command } from '../command';
import { globalTimeoutOf, deadlineOf } from '../schedule/deadline';
import { instant } from '../../format/texts';
import type { Memory } from './memory';

/** More would be of no use to anybody, and is carried in every continue-as-new. */
const commandsKept = 20;

/** Why a command cannot be taken, in a sentence for whoever sent it; undefined when it can. The same again always can. */
export function refusalOf(memory: Memory, command: Command, now: number): string | undefined {
  if (memory.outcome !== undefined) return `the drain has ended: ${memory.outcome}`;
  switch (command.kind) {
    case 'pause':
      return (
        memory.released &&
        'the drain was released, and completes the lifecycle action; there is nothing to pause'
      );
    case 'resume':
    case 'release':
      return undefined;
    case 'extend':
      return refusalToExtend(memory, command.deadlineAt, now);
  }
}

function refusalToExtend(memory: Memory, at: number, now: number): string | undefined {
  const current = deadlineOf(memory);
  const globalTimeout = globalTimeoutOf(memory);
  if (at <= now) return `${instant(at)} is in the past`;
  if (current === undefined) return 'the drain has no deadline';
  if (globalTimeout !== undefined && at > globalTimeout.at)
    return `the lifecycle hook ends the wait by itself: no deadline can be later than ${instant(globalTimeout.at)}`;
  const takenAt = memory.reclaimedByEc2?.deadlineAt;
  if (takenAt !== undefined && at > takenAt)
    return `EC2 reclaims the instance: no deadline can be later than ${instant(takenAt)}`;
  if (at < current.at) return `that would shorten it: the deadline is ${instant(current.at)}`;
  return undefined;
}

/** Takes a command that nothing speaks against. The same again changes nothing. */
export function applyCommand(memory: Memory, command: Command, now: number): Memory {
  const taken = { ...command, at: now };
  const after = { ...memory, commands: [...memory.commands, taken].slice(-commandsKept) };
  switch (command.kind) {
    case 'pause':
      return memory.paused ? memory : { ...after, paused: taken };
    case 'resume':
      return memory.paused ? { ...after, paused: undefined } : memory;
    case 'release':
      return memory.released ? memory : { ...after, paused: undefined, released: taken };
    case 'extend':
      // What notices asked for until now is what the person extends; a later notice may tighten it again.
      return memory.extension?.deadlineAt === command.deadlineAt && memory.noticeDeadlineAt === undefined
        ? memory
        : { ...after, extension: { ...command, at: now }, noticeDeadlineAt: undefined };
  }
}
