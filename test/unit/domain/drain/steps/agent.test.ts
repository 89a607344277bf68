import { known } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec, type Spec } from '../../../../../src/domain/spec';
import { aConfirmedState, aHost, aTask, listed, plan, startedAt } from '../../../../support/observations';
import { registrationOf } from '../../../../../src/domain/drain/state/host';

const task = aTask();
const lost = {
  tasks: listed(task),
  containerInstance: known(aHost({ agentConnected: false, runningTasksCount: 1 })),
};
const back = { ...lost, containerInstance: known(aHost({ runningTasksCount: 1 })) };
const givesUp: Spec = { ...defaultSpec, agentGraceSeconds: 60, onAgentLost: 'continue' };
const graceEndsAt = startedAt + 60_000;
const disconnected = plan(lost, aConfirmedState(), startedAt, givesUp).state;

describe('agent: one that is gone', () => {
  it('is waited for, for the grace', () => {
    expect(plan(lost, disconnected, graceEndsAt - 1, givesUp).action).toBeUndefined();
  });

  it('is given up on after the grace, where the spec says so', () => {
    expect(plan(lost, disconnected, graceEndsAt, givesUp)).toMatchObject({
      action: { kind: 'complete-lifecycle-action', result: 'CONTINUE', outcome: 'agent-lost' },
      status: { phase: 'agent', reason: 'AgentLost' },
    });
  });

  it('is waited for until the deadline otherwise, and that is said', () => {
    const { action, status } = plan(lost, disconnected, graceEndsAt, { ...givesUp, onAgentLost: 'wait' });
    expect(action).toBeUndefined();
    expect(status.conditions).toMatchObject([{ type: 'AgentDisconnected', since: graceEndsAt }]);
    expect(status.tasks).toMatchObject([{ waitsFor: 'AgentDisconnected' }]);
  });

  it('that comes back starts the grace anew', () => {
    const again = plan(back, disconnected, graceEndsAt - 1, givesUp).state;
    expect(registrationOf(again)?.agentDisconnectedSince).toBeUndefined();
    expect(plan(lost, again, graceEndsAt, givesUp).action).toBeUndefined();
  });

  it('does not make a drained instance a lost one', () => {
    const stopped = listed({ ...task, lastStatus: 'STOPPED' });
    const drained = { tasks: stopped, containerInstance: known(aHost({ agentConnected: false })) };
    expect(plan(drained, disconnected, graceEndsAt, givesUp).action).toMatchObject({ outcome: 'drained' });
  });
});
