import { isAgentLost } from '../state/agent';
import { Reason } from '../../reasons';
import { giveUp, isDrained, pass, type Step } from './step';

/**
 * An agent that is gone stops nothing and reports nothing. It is waited for, until the deadline, unless the spec gives up
 * on it after the grace.
 */
export const agent: Step = {
  name: 'agent',
  decide: (world) => {
    const { memory, now } = world;
    if (memory.spec.onAgentLost === 'wait' || !isAgentLost(memory, now) || isDrained(world)) return pass;
    return giveUp(world, { result: 'CONTINUE', outcome: 'agent-lost' }, Reason.AgentLost);
  },
};
