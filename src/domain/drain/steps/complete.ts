import { awaitsHook, openHooks } from '../hooks/hooks';
import { Reason } from '../../reasons';
import { isBeingReclaimed, isWanted } from '../observation/reclaimed-by-ec2';
import { completion, end, hostOf, wait, type Step, type Verdict, type World } from './step';

/** Nothing is left running: tell Auto Scaling to go on, hook by hook, or do what a person wanted done afterwards. */
export const complete: Step = {
  name: 'complete',
  decide: (world) => {
    const { memory, now } = world;
    const open = openHooks(memory)[0];
    if (open !== undefined) {
      const outcome = hostOf(world) === undefined ? 'not-in-cluster' : 'drained';
      return completion(open, { result: 'CONTINUE', outcome });
    }
    // Unless a person or EC2 wants it gone, only an open hook of ours leads here.
    if (!isWanted(memory)) return wait(Reason.NoActiveAction);
    return awaitsHook(memory, now) ? wait(Reason.HookNotSeen) : afterwards(world);
  },
};

/** An instance that is being terminated never returns to ACTIVE, whatever a person wished before. */
function afterwards(world: World): Verdict {
  const { operatorRequest, doubt, completionSent } = world.memory;
  const found = hostOf(world);
  if (found === undefined) return end(completionSent ?? 'not-in-cluster');
  const stays = doubt?.stage === 'staying' || doubt?.stage === 'gone' || doubt?.stage === 'retained';
  if (operatorRequest === undefined) return end(completionSent ?? 'drained-without-hook');
  if (operatorRequest.afterwards !== 'return-to-active' || !stays || isBeingReclaimed(world.memory))
    return end(completionSent ?? 'drained-on-request');
  const { clusterArn, containerInstanceArn } = found.host;
  return {
    kind: 'act',
    reason: Reason.ReturningToActive,
    action: { kind: 'set-active', clusterArn, containerInstanceArn },
  };
}
