import { isAgentLost } from '../state/agent';
import { Reason } from '../../reasons';
import { giveUp, isDrained, pass, type Step } from './step';

/**
 * An agent that is gone stops nothing and reports nothing. It is waited for, until the deadline, unless the spec gives up
 * on it after the grace.
 */
export const agent: Step = {
  name: 'agent',
  decide: (context) => {
    const { state, now } = context;
    if (state.spec.onAgentLost === 'wait' || !isAgentLost(state, now) || isDrained(context)) return pass;
    return giveUp(context, { result: 'CONTINUE', outcome: 'agent-lost' }, Reason.AgentLost);
  },
};
