import type { DrainState } from './drain-state';
import { registrationOf } from './host';

/** Minutes without the agent are normal; past the grace it counts as lost. */
export function isAgentLost(state: DrainState, now: number): boolean {
  const since = registrationOf(state)?.agentDisconnectedSince;
  return since !== undefined && now >= since + state.spec.agentGraceSeconds * 1000;
}
