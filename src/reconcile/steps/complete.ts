import { lifecycleActionOf } from '../memory';
import { Reason } from '../reasons';
import { end, hostOf, type Step } from './step';

/** Nothing is left running: tell Auto Scaling to go on. */
export const complete: Step = {
  name: 'complete',
  decide: (world) => {
    const lifecycleAction = lifecycleActionOf(world.memory);
    if (lifecycleAction === undefined) return end('nothing-asked');
    return {
      kind: 'act',
      reason: Reason.Completing,
      action: {
        kind: 'complete-lifecycle-action',
        lifecycleAction,
        result: 'CONTINUE',
        outcome: hostOf(world) === undefined ? 'not-in-cluster' : 'drained',
      },
    };
  },
};
