import { isDenied } from '../../denial';
import { registrationOf } from '../state/host';
import { isBeingReclaimed } from '../observation/reclaimed-by-ec2';
import { isOpen, isUnknown, pass, stopBy, wait, type Step } from './step';

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
    if (context.now < until) return wait('TasksProtected', Math.min(until, stopsBy));
    if (isUnknown(context.observation.protections)) {
      // Not allowed to ask is no reason to wait for ever: a condition says so.
      return isDenied(context.observation.protections.callError) ? pass : wait('CannotSee', stopsBy);
    }
    return protections === undefined ? wait('CannotSee', context.now) : pass;
  },
};
