import { Reason } from '../../reasons';
import { blockingTasks } from '../tasks/outstanding';
import { hostOf, isDrained, pass, wait, type Step } from './step';

/**
 * Drained means stopped: every task reached STOPPED, and a listing made after that shows no other. A count of 0 is no
 * proof: tasks in their stop timeout are not counted.
 */
export const verifyEmpty: Step = {
  name: 'verify-empty',
  decide: (context) => {
    const found = hostOf(context);
    if (found === undefined || isDrained(context)) return pass;
    const blocking = blockingTasks(context.state);
    if (found.tasks === undefined || blocking.length > 0) {
      const isAllTold = blocking.every(({ isStopping }) => isStopping);
      return wait(isAllTold ? Reason.TasksStopping : Reason.AwaitingDaemons);
    }
    return wait(Reason.ListingAgain, context.now);
  },
};
