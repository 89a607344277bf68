import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 50;

/** A name for the error message, and a look that rejects as long as the condition does not hold. */
export type Condition = readonly [name: string, look: () => Promise<unknown>];

/**
 * Waits until each of the conditions has held, one after the other, looking again and again.
 *
 * @throws when `ended` resolves or `withinMs` has passed first; the message says what was waited for and what the last look said.
 */
export async function untilReady(
  conditions: readonly Condition[],
  { withinMs, ended }: { readonly withinMs: number; readonly ended: Promise<string> },
): Promise<void> {
  const stop = new AbortController();
  let waitingFor = 'the start';
  let lastFailure = '';
  const check = async () => {
    for (const [name, condition] of conditions) {
      waitingFor = name;
      while (!stop.signal.aborted) {
        try {
          await condition();
          break;
        } catch (error) {
          lastFailure = error instanceof Error ? error.message : String(error);
          await delay(POLL_INTERVAL_MS);
        }
      }
    }
  };
  const fail = async (reason: Promise<string>): Promise<never> => {
    const why = await reason;
    throw new Error(`${why}, waiting for: ${waitingFor} (${lastFailure})`);
  };
  const timeout = delay(withinMs, `not ready after ${withinMs / 1000} s`, { signal: stop.signal });
  timeout.catch(() => undefined); // It is aborted when it is not needed.
  try {
    await Promise.race([check(), fail(ended.then((end) => `it ${end}`)), fail(timeout)]);
  } finally {
    stop.abort();
  }
}
