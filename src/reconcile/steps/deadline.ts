import { atDeadline, deadlineOf } from '../deadline';
import { Reason } from '../reasons';
import { giveUp, isDrained, pass, type Step } from './step';

/** Somebody said how long a drain may take, or the hook's ceiling is near: what still runs then is cut short. */
export const deadline: Step = {
  name: 'deadline',
  decide: (world) => {
    const due = deadlineOf(world.memory);
    if (due === undefined || world.now < due.at || isDrained(world)) return pass;
    return giveUp(world, atDeadline(world.memory), Reason.DeadlineReached);
  },
};
