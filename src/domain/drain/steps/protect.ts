import { isDenied } from '../../denial';
import { Reason } from '../../reasons';
import { registrationOf } from '../state/host';
import { isBeingReclaimed } from '../observation/reclaimed-by-ec2';
import { isOpen, isUnknown, pass, stopBy, wait, type Step } from './step';

/**
 * DRAINING stops tasks in scale-in protection too. Where the spec says so it is held back until their protection ends, or until
 * the deadline asks for their stop, or EC2 reclaims the instance. New tasks may be placed meanwhile.
 */
export const protect: Step = {
  name: 'protect',
  decide: (context) => {
    const { spec } = context.state;
    const protections = registrationOf(context.state)?.protections;
    if (spec.protectedTasks === 'override' || !isOpen(context) || isBeingReclaimed(context.state))
      return pass;
    const stopsBy = stopBy(context);
    if (context.now >= stopsBy) return pass;
    const until = Math.max(0, ...(protections ?? []).map(({ protectedUntil }) => protectedUntil));
    if (context.now < until) return wait(Reason.TasksProtected, Math.min(until, stopsBy));
    if (isUnknown(context.observation.protections)) {
      // Not allowed to ask is no reason to wait for ever: a condition says so.
      return isDenied(context.observation.protections.callError) ? pass : wait(Reason.CannotSee, stopsBy);
    }
    return protections === undefined ? wait(Reason.CannotSee, context.now) : pass;
  },
};
