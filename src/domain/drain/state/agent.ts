import type { DrainState } from './drain-state';

/** Minutes without the agent are normal; past the grace it counts as lost. */
export const isAgentLost = ({ agentDisconnectedSince: since, spec }: DrainState, now: number): boolean =>
  since !== undefined && now >= since + spec.agentGraceSeconds * 1000;
