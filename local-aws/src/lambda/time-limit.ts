import { z } from 'zod';
import type { Clock } from '../clock';

/**
 * How long a function may take: whole seconds, at most 15 minutes. Lambda's own default is 3 s.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
 */
export const timeoutSecondsSchema = z.int().min(1).max(900);

export const DEFAULT_TIMEOUT_SECONDS = 900;

export interface TimeLimit {
  /** Aborts with what the attempt failed of. */
  readonly signal: AbortSignal;
  /** Takes the limit back. */
  lift(): void;
}

/**
 * Ends an attempt once the clock has passed its timeout. A stepped clock does so in no time, in which no process could
 * answer, so the function has `leastMachineMs` of the machine's time in any case.
 */
export function timeLimit(clock: Clock, timeoutSeconds: number, leastMachineMs: number): TimeLimit {
  const controller = new AbortController();
  let clocks = 2;
  const passed = (): void => {
    clocks -= 1;
    if (clocks > 0) return;
    controller.abort(new Error(`Task timed out after ${timeoutSeconds.toFixed(2)} seconds`));
  };
  const cancel = clock.scheduleAfter(timeoutSeconds * 1000, passed);
  const machine = setTimeout(passed, leastMachineMs).unref();
  return {
    signal: controller.signal,
    lift: () => {
      cancel();
      clearTimeout(machine);
    },
  };
}
