import type { DrainState } from './drain-state';
import { isAllowedGroup } from '../../spec';

/** Whether instances of the group are drained. What was begun is finished, also when the group is taken from the list meanwhile. */
export const mayDrain = (
  { spec, drainingAsked, completionSent }: DrainState,
  autoScalingGroupName: string | undefined,
): boolean => drainingAsked || completionSent !== undefined || isAllowedGroup(spec, autoScalingGroupName);
