/** What reaches a drain from outside: signals and commands, taken in between two steps of its loop. */
import type { UpdateDefinition } from '@temporalio/common';
import { log, setHandler } from '@temporalio/workflow';
import { readCommand, type Command, type Order, type TakenCommand } from '../reconcile/command';
import type { Memory } from '../reconcile/memory/memory';
import { obey, refusalOf } from '../reconcile/memory/obey';
import { receive } from '../reconcile/memory/receive';
import { inTodaysWords, isLeavingSignal } from '../reconcile/signal';
import { isOnTheInstance, isTaskStopped, isWorthALook } from '../reconcile/wake';
import {
  extendUpdate,
  holdUpdate,
  leavingSignal,
  releaseUpdate,
  resumeUpdate,
  wakeSignal,
} from './drain-instance.api';
import { readOrRefuse, refused } from './refusal';

export interface Inbox {
  /** Nothing came that tells the drain anything. */
  readonly isEmpty: () => boolean;
  /** Somebody wants the drain to look at once. */
  readonly isWoken: () => boolean;
  /** The memory with everything taken in that came; empties the inbox. */
  readonly foldInto: (memory: Memory) => Memory;
  /** The drain is about to look: what woke it before is heeded. What wakes it during the look may not be seen by that. */
  readonly heedWake: () => void;
}

const order = '{"by": "you", "why": "the reason"}';

const descriptions: Readonly<Record<Command['kind'], string>> = {
  hold: `Send nothing to AWS but heartbeats, until resume. ${order}`,
  resume: `End a hold. ${order}`,
  release: `Complete the lifecycle action now, whatever still runs. ${order}`,
  extend: 'Move the deadline out. {"by": "you", "why": "the reason", "until": "2026-01-31T12:00:00Z"}',
};

/** @param current the drain's memory, as of now */
export function openInbox(current: () => Memory): Inbox {
  const changes: ((memory: Memory) => Memory)[] = [];
  let isWoken = false;
  const hints = openHints(current);
  const fold = (memory: Memory): Memory => changes.reduce((before, change) => change(before), memory);

  setHandler(
    leavingSignal,
    (sent) => {
      const signal = inTodaysWords(sent);
      if (!isLeavingSignal(signal)) {
        log.warn('ignored a signal that is not understood', { signal: sent });
        return;
      }
      const before = fold(current());
      // One that tells nothing new wakes nobody.
      if (receive(before, signal) !== before) changes.push((memory) => receive(memory, signal));
    },
    { description: 'The instance is leaving' },
  );
  setHandler(
    wakeSignal,
    (hint) => {
      if (!isTaskStopped(hint)) isWoken = true;
      else if (isOnTheInstance(current(), hint)) hints.add(hint.taskArn);
    },
    {
      description:
        'Something may have changed: look at once, or when the last task that is waited for has stopped',
    },
  );
  const take = <A extends Order>(kind: Command['kind'], update: UpdateDefinition<TakenCommand, [A]>) =>
    setHandler(
      update,
      (given) => {
        const taken = { ...readCommand(kind, given), at: Date.now() };
        changes.push((memory) => obey(memory, taken, taken.at));
        return taken;
      },
      { description: descriptions[kind], validator: (given) => check(kind, given, fold(current())) },
    );
  take('hold', holdUpdate);
  take('resume', resumeUpdate);
  take('release', releaseUpdate);
  take('extend', extendUpdate);
  return {
    isEmpty: () => changes.length === 0,
    isWoken: () => isWoken || hints.areEnough() || changes.length > 0,
    foldInto: (memory) => {
      const after = fold(memory);
      changes.length = 0;
      return after;
    },
    heedWake: () => {
      isWoken = false;
      hints.heed();
    },
  };
}

/**
 * Tasks that are said to have stopped. What was heeded once wakes nobody again, but goes on to count: ECS may show a task a moment
 * longer than its event says.
 */
function openHints(current: () => Memory) {
  const stopped = new Set<string>();
  let isNew = false;
  return {
    add: (taskArn: string): void => {
      isNew ||= !stopped.has(taskArn);
      stopped.add(taskArn);
    },
    areEnough: (): boolean => isNew && isWorthALook(current(), stopped),
    heed: (): void => {
      isNew = false;
      for (const taskArn of stopped) if (!isOnTheInstance(current(), { taskArn })) stopped.delete(taskArn);
    },
  };
}

/** @throws ApplicationFailure `CommandRefused`, in words for whoever sent the command */
function check(kind: Command['kind'], given: unknown, memory: Memory): void {
  const command = readOrRefuse(() => readCommand(kind, given));
  const refusal = refusalOf(memory, command, Date.now());
  if (refusal !== undefined) throw refused(refusal);
}
