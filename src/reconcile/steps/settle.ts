import { Reason } from '../reasons';
import { hostOf, pass, wait, type Step } from './step';

/**
 * Drained means stopped: every task reached STOPPED, and a listing made after that shows no other. A count of 0 is no
 * proof: tasks in their stop timeout are not counted.
 */
export const settle: Step = {
  name: 'settle',
  decide: (world) => {
    const found = hostOf(world);
    if (found === undefined) return pass;
    if (found.tasks === undefined || found.tasks.length > 0) return wait(Reason.TasksStopping);
    const { tasks: seen } = world.observation;
    const listed = seen?.kind === 'known' && seen.value.listed;
    return listed ? pass : wait(Reason.ListingAgain, world.now);
  },
};
