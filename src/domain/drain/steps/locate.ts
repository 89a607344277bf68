import { dueTasks } from '../tasks/outstanding';
import { confirmedFrom, isMachineOff, pass, wait, type Step } from './step';

export const locate: Step = {
  name: 'locate',
  decide: (context) => {
    const { observation, state, requestedAt, now } = context;
    if (observation.containerInstance.kind === 'unknown') {
      // Tasks that are known, and have to be told to stop now, do not wait for it.
      return dueTasks(state, now).length > 0 ? pass : wait('CannotSee');
    }
    if (state.host.kind !== 'absent' || isMachineOff(context)) return pass;
    const at = confirmedFrom(context, state.host.since);
    return requestedAt < at ? wait('NotInCluster', Math.max(at, now)) : pass;
  },
};
