import { valueOf, type Observation } from '../observation';
import { Reason } from '../reasons';
import { dueTasks } from '../tasks/outstanding';
import { believedAt, pass, wait, type Step } from './step';

/**
 * Which container instance is it? In no cluster, twice and after a grace, or once EC2 has terminated it: nothing to drain, the
 * action is completed.
 */
export const locate: Step = {
  name: 'locate',
  decide: (world) => {
    const { observation, memory, askedAt, now } = world;
    if (observation.containerInstance.kind === 'unknown') {
      // Tasks that are known, and have to be told to stop now, do not wait for it.
      return dueTasks(memory, now).length > 0 ? pass : wait(Reason.CannotSee);
    }
    if (memory.absentSince === undefined || isTerminated(observation)) return pass;
    const at = believedAt(world, memory.absentSince);
    return askedAt < at ? wait(Reason.NotInCluster, Math.max(at, now)) : pass;
  },
};

/** Nothing runs on it any more, whatever ECS may come to show. */
const isTerminated = ({ ec2Instance }: Observation): boolean => valueOf(ec2Instance)?.state === 'terminated';
