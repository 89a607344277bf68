import { refOf } from '../lifecycle-action';
import { Reason } from '../reasons';
import { hostOf, wait, type Step } from './step';

/** Nothing is left running: tell Auto Scaling to go on, hook by hook. */
export const complete: Step = {
  name: 'complete',
  decide: (world) => {
    const open = world.memory.lifecycleActions.find(({ isOurs, ended }) => isOurs && !ended);
    if (open === undefined) return wait(Reason.NoActiveAction);
    return {
      kind: 'act',
      reason: Reason.Completing,
      action: {
        kind: 'complete-lifecycle-action',
        lifecycleAction: refOf(open),
        result: 'CONTINUE',
        outcome: hostOf(world) === undefined ? 'not-in-cluster' : 'drained',
      },
    };
  },
};
