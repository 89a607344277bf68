import { Reason } from '../reasons';
import { hostOf, pass, wait, type Step } from './step';

/** Drained means stopped: every task reached STOPPED. A count of 0 is no proof: tasks in their stop timeout are not counted. */
export const settle: Step = {
  name: 'settle',
  decide: (world) => {
    const found = hostOf(world);
    if (found === undefined) return pass;
    return found.tasks?.length === 0 ? pass : wait(Reason.TasksStopping);
  },
};
