/** What has happened and is not decided on yet, in order. */
import { CancellationScope, condition } from '@temporalio/workflow';
import type { Input, Reply } from './plan';

export interface Inputs {
  readonly push: (input: Input) => void;
  /** Queues a command, and waits until a decision has answered it. */
  readonly ask: (name: string, payload: unknown) => Promise<Reply>;
  /** All that wait. They stay until `verify-empty`, also where the decision fails. */
  readonly offer: () => readonly Input[];
  /** Those that were offered are decided on. */
  readonly settle: (replies: Readonly<Record<string, Reply>> | undefined) => void;
  /** Answers the commands that wait, with no decision on them. */
  readonly refuseCommands: (message: string) => void;
  /** Something has arrived since the last offer. */
  readonly hasNews: (is?: (input: Input) => boolean) => boolean;
  readonly isEmpty: () => boolean;
  /** For the next run: signals. Commands are answered before, and what was observed is observed again. */
  readonly carried: () => readonly Input[];
}

/** Bounds what a flood of forged messages adds to the next run. The sweep finds instances whose message does not fit. */
const mostCarriedCharacters = 100_000;

/** @param before what the run before did not decide on */
export function openInputs(before: readonly Input[] = []): Inputs {
  let queue: readonly Input[] = before;
  let offered = 0;
  let commands = 0;
  const replies = new Map<string, Reply>();
  const drop = (dropped: Input['kind']): void => {
    const others = ({ kind }: Input) => kind !== dropped;
    offered = queue.slice(0, offered).filter(others).length;
    queue = queue.filter(others);
  };
  const push = (input: Input): void => {
    // What was observed before is out of date, where no decision could be made on it.
    if (input.kind === 'observed') drop('observed');
    queue = [...queue, input];
  };
  return {
    push,
    ask: async (name, payload) => {
      commands += 1;
      const id = `command-${commands}`;
      push({ kind: 'command', id, name, at: Date.now(), payload });
      await CancellationScope.nonCancellable(() => condition(() => replies.has(id)));
      const reply = replies.get(id);
      replies.delete(id);
      return reply ?? { kind: 'refused', message: 'the command was not answered' };
    },
    offer: () => {
      offered = queue.length;
      return queue;
    },
    settle: (answered = {}) => {
      queue = queue.slice(offered);
      offered = 0;
      for (const [id, reply] of Object.entries(answered)) replies.set(id, reply);
    },
    refuseCommands: (message) => {
      for (const input of queue)
        if (input.kind === 'command') replies.set(input.id, { kind: 'refused', message });
      drop('command');
    },
    hasNews: (is = () => true) => queue.slice(offered).some(is),
    isEmpty: () => queue.length === 0,
    carried: () => withinBounds(queue.filter((input) => input.kind === 'signal')),
  };
}

/** The first ones that fit. What was said twice is carried once. */
function withinBounds(signals: readonly Extract<Input, { kind: 'signal' }>[]): readonly Input[] {
  const said = new Map(signals.map((signal) => [JSON.stringify([signal.name, signal.payload]), signal]));
  let characters = 0;
  return [...said].flatMap(([text, signal]) => {
    if (characters + text.length > mostCarriedCharacters) return [];
    characters += text.length;
    return [signal];
  });
}

/** An operator's command does not wait for an observation or an action to end. */
export const isUrgent = ({ kind }: Input): boolean => kind === 'command' || kind === 'cancel';
