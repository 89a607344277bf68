import type { Memory } from './memory';
import { isAllowedGroup } from '../../spec';

/** Whether instances of the group are drained. What was begun is finished, also when the group is taken from the list meanwhile. */
export const mayDrain = (
  { spec, drainingAsked, completionSent }: Memory,
  autoScalingGroupName: string | undefined,
): boolean => drainingAsked || completionSent !== undefined || isAllowedGroup(spec, autoScalingGroupName);
