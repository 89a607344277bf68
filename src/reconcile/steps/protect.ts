import { deadlineOf } from '../deadline';
import { Reason } from '../reasons';
import { hostOf, isUnknown, pass, wait, type Step, type World } from './step';

/**
 * DRAINING stops tasks in scale-in protection too. Where the spec says so it is held back until their protection ends, or until
 * the deadline asks for their stop. New tasks may be placed meanwhile.
 */
export const protect: Step = {
  name: 'protect',
  decide: (world) => {
    const { spec, protections, drainingSetAt, drainingSince } = world.memory;
    const isOpen = hostOf(world)?.host.status === 'ACTIVE' && (drainingSetAt ?? drainingSince) === undefined;
    if (spec.protectedTasks === 'drain' || !isOpen) return pass;
    const stopsBy = stopBy(world);
    if (world.now >= stopsBy) return pass;
    if (isUnknown(world.observation.protections)) {
      // Not allowed to ask is no reason to wait for ever: a condition says so.
      const { trouble } = world.observation.protections;
      return trouble.cause === 'permanent' ? pass : wait(Reason.CannotSee, stopsBy);
    }
    if (protections === undefined) return wait(Reason.CannotSee, world.now);
    const until = Math.max(0, ...protections.map(({ protectedUntil }) => protectedUntil));
    return world.now < until ? wait(Reason.TasksProtected, Math.min(until, stopsBy)) : pass;
  },
};

/** Which tasks there will be is not known yet: time for the longest usual stop, of tasks and then of daemons. */
function stopBy({ memory }: World): number {
  const { stopTimeoutSeconds, deregistrationDelaySeconds } = memory.spec;
  const usualMs = (2 * stopTimeoutSeconds + deregistrationDelaySeconds + 60) * 1000;
  return (deadlineOf(memory)?.at ?? Infinity) - usualMs;
}
