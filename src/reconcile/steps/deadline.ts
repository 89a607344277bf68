import { atDeadline, deadlineOf } from '../deadline';
import { openHooks } from '../hooks';
import { completion, end, isDrained, pass, type Step } from './step';

/** Somebody said how long a drain may take, or the hook's ceiling is near: what still runs then is cut short. */
export const deadline: Step = {
  name: 'deadline',
  decide: (world) => {
    const due = deadlineOf(world.memory);
    if (due === undefined || world.now < due.at || isDrained(world)) return pass;
    const open = openHooks(world.memory)[0];
    return open === undefined ? end('deadline-reached') : completion(open, atDeadline(world.memory));
  },
};
