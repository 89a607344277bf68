import { isAgentLost } from '../state/agent';
import { giveUp, isDrained, pass, type Step } from './step';

export const agent: Step = {
  name: 'agent',
  decide: (context) => {
    const { state, now } = context;
    if (state.spec.onAgentLost === 'wait' || !isAgentLost(state, now) || isDrained(context)) return pass;
    return giveUp(context, { result: 'CONTINUE', outcome: 'agent-lost' }, 'AgentLost');
  },
};
