import type { Entry } from '../../format/message-of';
import type { LastDrain } from '../sweep';

/** Why a sweep starts a drain, by the last drain of the instance. `meaning` is Markdown for the docs; `message` is what the result says. */
export const startCauses = {
  none: { meaning: 'The instance had no drain.', message: 'it had no drain' },
  runs: {
    meaning: 'A drain runs and did not know of the hook. The sweep notifies it.',
    message: 'its drain did not know of this hook',
  },
  cancelled: {
    meaning: 'An operator cancelled a drain that did not know of the hook.',
    message: 'the drain that was cancelled did not know of this hook',
  },
  completed: {
    meaning: 'The last drain ended without completing the lifecycle action of the hook.',
    message: 'its last drain did not complete this hook',
  },
  failed: { meaning: 'The last drain failed in Temporal.', message: 'its drain had failed' },
  terminated: {
    meaning: 'The last drain was terminated in Temporal.',
    message: 'its drain had been terminated',
  },
  'timed-out': { meaning: 'The last drain timed out in Temporal.', message: 'its drain had timed out' },
} as const satisfies Readonly<Record<LastDrain['kind'], Entry>>;
