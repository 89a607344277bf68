/**
 * What limits the drains of an account and Region together: a pause of all, and permits to act in a cluster. Drains read the limits
 * with each observation; this workflow only wakes them, so that they observe soon. It ends when there is nothing left to limit.
 */
import {
  requestPermitSignal,
  returnPermitSignal,
  limitsQuery,
  pauseAllUpdate,
  resumeAllUpdate,
} from './limits.api';
import { drive } from './driver/driver';
import type { Messages } from './driver/handlers';
import type { Carried } from './driver/plan';

const attribution = '{"by": "you", "reason": "the reason"}';

const messages: Messages = {
  signals: {
    [requestPermitSignal.name]: 'A drain requests a permit',
    [returnPermitSignal.name]: 'A drain wants no permit any more',
  },
  commands: {
    [pauseAllUpdate.name]: `Nothing acts until resumeAll; hooks are kept alive. ${attribution}`,
    [resumeAllUpdate.name]: `End a pause of all drains. ${attribution}`,
  },
  queries: { [limitsQuery.name]: 'Who is paused, who acts and who waits' },
};

/** @param carried given by continue-as-new alone */
export async function drainLimits(input: object, carried: Carried = {}): Promise<void> {
  await drive({ decision: 'decideLimits', start: input, carried, messages });
}
