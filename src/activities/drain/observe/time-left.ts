import { observationTimeoutMs } from '../../../domain/drain/schedule/next-observation';

/** What is left of an observation's time, in milliseconds: a part of AWS that hangs may not hold the loop past a heartbeat. */
export type TimeLeft = () => number;

export function startTimer(): TimeLeft {
  const endsAt = Date.now() + observationTimeoutMs;
  return () => Math.max(0, endsAt - Date.now());
}

/** What only saves calls may take no more of an observation. */
export const hintWithinMs = observationTimeoutMs / 3;
