import { lookWithinMs } from '../../../domain/drain/schedule/look';

/** What is left of a look's time, in milliseconds: a part of AWS that hangs may not hold the loop past a heartbeat. */
export type TimeLeft = () => number;

export function startLook(): TimeLeft {
  const endsAt = Date.now() + lookWithinMs;
  return () => Math.max(0, endsAt - Date.now());
}

/** What only saves calls may take no more of a look. */
export const hintWithinMs = lookWithinMs / 3;
