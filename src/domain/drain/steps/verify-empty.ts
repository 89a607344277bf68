import { blockingTasks } from '../tasks/outstanding';
import { registrationOf } from '../state/host';
import { isDrained, pass, wait, type Step } from './step';

export const verifyEmpty: Step = {
  name: 'verify-empty',
  decide: (context) => {
    const registration = registrationOf(context.state);
    if (registration === undefined || isDrained(context)) return pass;
    const blocking = blockingTasks(context.state);
    if (registration.listing === undefined || blocking.length > 0) {
      const areAllStopping = blocking.every(({ isStopping }) => isStopping);
      return wait(areAllStopping ? 'TasksStopping' : 'AwaitingDaemons');
    }
    return wait('ListingAgain', context.now);
  },
};
