import { pass, wait, type Step } from './step';

/** Who resumes all drains wakes them; should that be lost, they observe again by then. */
const atTheLatestMs = 5 * 60_000;

export const allPaused: Step = {
  name: 'all-paused',
  decide: ({ observation: { limits }, now }) => {
    if (limits.kind === 'unknown') return wait('CannotSee');
    return limits.value.allPaused === undefined ? pass : wait('AllPaused', now + atTheLatestMs);
  },
};
