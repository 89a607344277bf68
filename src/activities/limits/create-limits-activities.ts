/** The activities of the limits that the drains of an account and Region share. */
import type { LimitsActivities } from '../../workflows/limits.api';
import { createDecideLimits } from './decide-limits';

/** The drains that run. */
export interface Drains {
  /** Has those observe at once that run; `all`: of the account and Region. */
  readonly wake: (ec2InstanceIds: readonly string[] | 'all') => Promise<void>;
  /** Those that do not run. */
  readonly ended: (ec2InstanceIds: readonly string[]) => Promise<string[]>;
}

export const createLimitsActivities = (drains: Drains): LimitsActivities => ({
  decideLimits: createDecideLimits(),
  tendDrains: async ({ wake, check }) => {
    if (wake === 'all' || wake.length > 0) await drains.wake(wake);
    return { ended: await drains.ended(check) };
  },
});
