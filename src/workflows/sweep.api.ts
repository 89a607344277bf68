/** The sweep of an account and Region: ids. */
import type { Place } from '../reconcile/place';

/** Of the Schedule; of each run the beginning, to which Temporal adds the time; and of one that a person starts. */
export const sweepIdOf = ({ accountId, region }: Place): string => `ecs-drain-sweep-${accountId}-${region}`;
