/** Attempts of activities, for tests that have no Temporal to ask. */
import type { InAttempt } from '../../src/activities/attempt';
import { AttemptOverError, type Attempt } from '../../src/aws/acting';
import type { SentCall } from '../../src/domain/drain/sent-calls';

export interface ScriptedAttempt extends Attempt {
  readonly sent: readonly SentCall[];
  /** How often Temporal would have been asked. */
  readonly asked: () => number;
  end(reason: AttemptOverError['reason']): void;
}

/** @param answer how old Temporal's answer is, in milliseconds, if not new; it counts the questions, from 1 */
export function scriptedAttempt(
  answer: (question: number, attempt: ScriptedAttempt) => unknown = () => undefined,
): ScriptedAttempt {
  const over = new AbortController();
  const sent: SentCall[] = [];
  let asked = 0;
  const attempt: ScriptedAttempt = {
    sent,
    asked: () => asked,
    signal: over.signal,
    end: (reason) => over.abort(new AttemptOverError(reason)),
    throwIfOver: () => over.signal.throwIfAborted(),
    isCancelled: () =>
      over.signal.reason instanceof AttemptOverError && over.signal.reason.reason === 'cancelled',
    prove: async () => {
      asked += 1;
      const ageMs = await answer(asked, attempt);
      return { ageMs: () => (typeof ageMs === 'number' ? ageMs : 0) };
    },
    leaves: (call) => {
      const index = sent.push({ ...call, answer: 'none' }) - 1;
      return (said) => {
        sent[index] = { ...call, answer: said };
      };
    },
  };
  return attempt;
}

/** Runs work as an attempt that never ends. */
export const inEndlessAttempt: InAttempt = (work) => work(scriptedAttempt());
