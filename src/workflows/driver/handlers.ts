/** Messages become inputs; commands are answered by decisions. */
import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { Inputs } from './inputs';
import type { View } from './plan';
import type { WakeUp, WakeUps } from './wake-ups';

/** What a driven workflow takes: names, each with its words for the Temporal UI. */
export interface Messages {
  readonly signals: Words;
  /** A signal whose payload is a {@link WakeUp}. */
  readonly wakeUps?: Words;
  /** Updates. */
  readonly commands: Words;
  readonly queries: Words;
}

type Words = Readonly<Record<string, string>>;

export function answerMessages(
  { signals, wakeUps = {}, commands, queries }: Messages,
  inputs: Inputs,
  woken: WakeUps,
  view: () => View,
): void {
  for (const [name, description] of Object.entries(queries))
    setHandler(defineQuery<View>(name), view, { description });
  for (const [name, description] of Object.entries(signals)) {
    const push = (payload: unknown) => inputs.push({ kind: 'signal', name, at: Date.now(), payload });
    setHandler(defineSignal<[unknown]>(name), push, { description });
  }
  for (const [name, description] of Object.entries(wakeUps))
    setHandler(defineSignal<[WakeUp?]>(name), woken.add, { description });
  for (const [name, description] of Object.entries(commands)) {
    const answer = async (payload: unknown) => {
      const reply = await inputs.ask(name, payload);
      if (reply.kind === 'accepted') return reply.value;
      throw ApplicationFailure.nonRetryable(reply.message, 'CommandRefused');
    };
    setHandler(defineUpdate<unknown, [unknown]>(name), answer, { description });
  }
}
