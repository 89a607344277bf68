import { setTimeout as delay } from 'node:timers/promises';

/** Waits; returns at once, and never throws, when it is interrupted. */
export async function pauseFor(ms: number, interrupted: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal: interrupted }).catch(() => undefined);
}
