import { Reason } from '../../reasons';
import { pass, wait, type Step } from './step';

/** Resuming all drains wakes them; should the wake-up be lost, they observe again by then. */
const atTheLatestMs = 5 * 60_000;

/**
 * An operator paused all drains of the account and Region: nothing is set, stopped or completed by any, also not at a deadline or by
 * a release. Heartbeats go on. Whether all are paused has to be seen.
 */
export const allPaused: Step = {
  name: 'all-paused',
  decide: ({ observation: { limits }, now }) => {
    if (limits.kind === 'unknown') return wait(Reason.CannotSee);
    return limits.value.allPaused === undefined ? pass : wait(Reason.AllPaused, now + atTheLatestMs);
  },
};
