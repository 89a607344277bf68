import { awaitsHook, openHooks } from '../hooks/hooks';
import { Reason } from '../../reasons';
import { isBeingReclaimed, isWanted } from '../observation/reclaimed-by-ec2';
import { completion, end, hostOf, wait, type Step, type StepResult, type StepContext } from './step';

/** Nothing is left running: tell Auto Scaling to go on, hook by hook, or do what a person wanted done afterwards. */
export const complete: Step = {
  name: 'complete',
  decide: (context) => {
    const { state, now } = context;
    const open = openHooks(state)[0];
    if (open !== undefined) {
      const outcome = hostOf(context) === undefined ? 'not-in-cluster' : 'drained';
      return completion(open, { result: 'CONTINUE', outcome });
    }
    // Unless a person or EC2 wants it gone, only an open hook of ours leads here.
    if (!isWanted(state)) return wait(Reason.NoActiveAction);
    return awaitsHook(state, now) ? wait(Reason.HookNotSeen) : afterwards(context);
  },
};

/** An instance that is being terminated never returns to ACTIVE, whatever a person wished before. */
function afterwards(context: StepContext): StepResult {
  const { operatorRequest, doubt, completionSent } = context.state;
  const found = hostOf(context);
  if (found === undefined) return end(completionSent ?? 'not-in-cluster');
  const stays = doubt?.stage === 'staying' || doubt?.stage === 'gone' || doubt?.stage === 'retained';
  if (operatorRequest === undefined) return end(completionSent ?? 'drained-without-hook');
  if (operatorRequest.afterwards !== 'return-to-active' || !stays || isBeingReclaimed(context.state))
    return end(completionSent ?? 'drained-on-request');
  const { clusterArn, containerInstanceArn } = found.host;
  return {
    kind: 'act',
    reason: Reason.ReturningToActive,
    action: { kind: 'set-active', clusterArn, containerInstanceArn },
  };
}
