import { awaitsHook, openHooks } from '../hooks/hooks';
import { isBeingReclaimed, isWanted } from '../observation/reclaimed-by-ec2';
import { registrationOf } from '../state/host';
import { isNotTerminating } from '../state/lifecycle';
import { completion, end, wait, type Step, type StepResult, type StepContext } from './step';

export const complete: Step = {
  name: 'complete',
  decide: (context) => {
    const { state, now } = context;
    const open = openHooks(state)[0];
    if (open !== undefined) {
      const outcome = state.host.kind === 'registered' ? 'drained' : 'not-in-cluster';
      return completion(open, { result: 'CONTINUE', outcome });
    }
    // Unless an operator or EC2 wants it gone, only an open hook of ours leads here.
    if (!isWanted(state)) return wait('NoActiveAction');
    return awaitsHook(state, now) ? wait('HookNotSeen') : afterwards(context);
  },
};

/** An instance that is being terminated never returns to ACTIVE, whatever the operator's request says. */
function afterwards(context: StepContext): StepResult {
  const { operatorRequest, completionSent } = context.state;
  const registration = registrationOf(context.state);
  if (registration === undefined) return end(completionSent ?? 'not-in-cluster');
  if (operatorRequest === undefined) return end(completionSent ?? 'drained-without-hook');
  if (
    operatorRequest.afterwards !== 'return-to-active' ||
    !isNotTerminating(context.state.lifecycle) ||
    isBeingReclaimed(context.state)
  )
    return end(completionSent ?? 'drained-on-request');
  const { clusterArn, containerInstanceArn } = registration.containerInstance;
  return {
    kind: 'act',
    reason: 'ReturningToActive',
    action: { kind: 'set-active', clusterArn, containerInstanceArn },
  };
}
