import { awaitsHook, openHooks } from '../hooks';
import { Reason } from '../reasons';
import { isAgentLost } from '../agent';
import { completion, end, isDrained, pass, wait, type Step } from './step';

/**
 * An agent that is gone stops nothing and reports nothing. It is waited for, until the deadline, unless the spec gives up
 * on it after the grace.
 */
export const agent: Step = {
  name: 'agent',
  decide: (world) => {
    const { memory, now } = world;
    if (memory.spec.onAgentLost === 'wait' || !isAgentLost(memory, now) || isDrained(world)) return pass;
    const open = openHooks(memory)[0];
    if (open !== undefined)
      return completion(open, { result: 'CONTINUE', outcome: 'agent-lost' }, Reason.AgentLost);
    return awaitsHook(memory, now) ? wait(Reason.HookNotSeen) : end('agent-lost');
  },
};
