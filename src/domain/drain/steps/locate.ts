import { Reason } from '../../reasons';
import { dueTasks } from '../tasks/outstanding';
import { confirmedFrom, isMachineOff, pass, wait, type Step } from './step';

/**
 * Which container instance is it? In no cluster, twice and after a grace, or once EC2 says that it is off: nothing to drain, the
 * action is completed.
 */
export const locate: Step = {
  name: 'locate',
  decide: (context) => {
    const { observation, state, requestedAt, now } = context;
    if (observation.containerInstance.kind === 'unknown') {
      // Tasks that are known, and have to be told to stop now, do not wait for it.
      return dueTasks(state, now).length > 0 ? pass : wait(Reason.CannotSee);
    }
    if (state.host.kind !== 'absent' || isMachineOff(context)) return pass;
    const at = confirmedFrom(context, state.host.since);
    return requestedAt < at ? wait(Reason.NotInCluster, Math.max(at, now)) : pass;
  },
};
