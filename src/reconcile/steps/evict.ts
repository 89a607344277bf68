import { Reason } from '../reasons';
import { hasUnaccountedTasks, roleOf } from '../roles';
import { hostOf, isUnknown, pass, wait, type Step } from './step';

/** Everything that the instance did not start for itself has to stop first, however long it takes. */
export const evict: Step = {
  name: 'evict',
  decide: (world) => {
    const found = hostOf(world);
    if (found === undefined) return pass;
    if (isUnknown(world.observation.tasks)) return wait(Reason.CannotSee);
    if (found.tasks === undefined || hasUnaccountedTasks(found.host, found.tasks))
      return wait(Reason.TasksUnaccounted);
    const others = found.tasks.filter((task) => roleOf(task, found.host) !== 'self-started');
    return others.length > 0 ? wait(Reason.TasksRunning) : pass;
  },
};
