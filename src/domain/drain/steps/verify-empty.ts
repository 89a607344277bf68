import { Reason } from '../../reasons';
import { blockingTasks } from '../tasks/outstanding';
import { registrationOf } from '../state/host';
import { isDrained, pass, wait, type Step } from './step';

/**
 * Drained means stopped: every task reached STOPPED, and a listing made after that shows no other. A count of 0 is no
 * proof: tasks in their stop timeout are not counted.
 */
export const verifyEmpty: Step = {
  name: 'verify-empty',
  decide: (context) => {
    const registration = registrationOf(context.state);
    if (registration === undefined || isDrained(context)) return pass;
    const blocking = blockingTasks(context.state);
    if (registration.listing === undefined || blocking.length > 0) {
      const areAllStopping = blocking.every(({ isStopping }) => isStopping);
      return wait(areAllStopping ? Reason.TasksStopping : Reason.AwaitingDaemons);
    }
    return wait(Reason.ListingAgain, context.now);
  },
};
