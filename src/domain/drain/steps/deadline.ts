import { atDeadline, globalTimeoutOf, deadlineOf } from '../schedule/deadline';
import { openHooks } from '../hooks/hooks';
import { Reason } from '../../reasons';
import { giveUp, isDrained, pass, wait, type Step, type World } from './step';

/** Somebody said how long a drain may take, or the hook's global timeout is near: what still runs then is cut short. */
export const deadline: Step = {
  name: 'deadline',
  decide: (world) => {
    const due = deadlineOf(world.memory);
    if (due === undefined || world.now < due.at || isDrained(world)) return pass;
    if (awaitsGroup(world)) {
      return wait(Reason.CannotSee, world.now + world.memory.spec.resyncSeconds * 1000);
    }
    return giveUp(world, atDeadline(world.memory), Reason.DeadlineReached, due.hook);
  },
};

/** A CONTINUE cannot be taken back: whether the group would keep the instance is waited for while the hook lives. */
const awaitsGroup = ({ memory, observation, now }: World): boolean =>
  memory.spec.onDeadline === 'abandon' &&
  openHooks(memory).length > 0 &&
  memory.group === undefined &&
  observation.group?.kind !== 'known' &&
  now < (globalTimeoutOf(memory)?.at ?? Infinity);
