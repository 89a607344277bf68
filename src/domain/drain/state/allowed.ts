import type { DrainState } from './drain-state';
import { registrationOf } from './host';
import { isAllowedGroup } from '../../spec';

/** Whether instances of the group are drained. What was begun is finished, also when the group is taken from the list meanwhile. */
export const mayDrain = (state: DrainState, autoScalingGroupName: string | undefined): boolean =>
  registrationOf(state)?.drainingRequest !== undefined ||
  state.completionSent !== undefined ||
  isAllowedGroup(state.spec, autoScalingGroupName);
