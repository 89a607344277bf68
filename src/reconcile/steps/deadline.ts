import { atDeadline, deadlineOf } from '../deadline';
import { awaitsHook, openHooks } from '../hooks';
import { Reason } from '../reasons';
import { completion, end, isDrained, pass, wait, type Step } from './step';

/** Somebody said how long a drain may take, or the hook's ceiling is near: what still runs then is cut short. */
export const deadline: Step = {
  name: 'deadline',
  decide: (world) => {
    const due = deadlineOf(world.memory);
    if (due === undefined || world.now < due.at || isDrained(world)) return pass;
    const open = openHooks(world.memory)[0];
    if (open !== undefined) return completion(open, atDeadline(world.memory));
    return awaitsHook(world.memory, world.now) ? wait(Reason.HookNotSeen) : end('deadline-reached');
  },
};
