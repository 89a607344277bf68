import { atDeadline, globalTimeoutOf, deadlineOf } from '../schedule/deadline';
import { openHooks } from '../hooks/hooks';
import { Reason } from '../../reasons';
import { giveUp, isDrained, pass, wait, type Step, type StepContext } from './step';

/** The configured deadline is reached, or the hook's global timeout is near: what still runs is cut short. */
export const deadline: Step = {
  name: 'deadline',
  decide: (context) => {
    const due = deadlineOf(context.state);
    if (due === undefined || context.now < due.at || isDrained(context)) return pass;
    if (awaitsGroup(context)) {
      return wait(Reason.CannotSee, context.now + context.state.spec.resyncSeconds * 1000);
    }
    return giveUp(context, atDeadline(context.state), Reason.DeadlineReached, due.hook);
  },
};

/** A CONTINUE cannot be taken back: whether the group would keep the instance is waited for while the hook lives. */
const awaitsGroup = ({ state, observation, now }: StepContext): boolean =>
  state.spec.onDeadline === 'abandon' &&
  openHooks(state).length > 0 &&
  state.group === undefined &&
  observation.group?.kind !== 'known' &&
  now < (globalTimeoutOf(state)?.at ?? Infinity);
