import { pass, wait, type Step } from './step';

/** Resuming all drains wakes them; should the wake-up be lost, they observe again by then. */
const atTheLatestMs = 5 * 60_000;

export const allPaused: Step = {
  name: 'all-paused',
  decide: ({ observation: { limits }, now }) => {
    if (limits.kind === 'unknown') return wait('CannotSee');
    return limits.value.allPaused === undefined ? pass : wait('AllPaused', now + atTheLatestMs);
  },
};
