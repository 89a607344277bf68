import { Reason } from '../reasons';
import { pass, wait, type Step } from './step';

/**
 * A person holds the drain: nothing is set, stopped or completed by us, also not at the deadline. Heartbeats go on, and ECS goes
 * on moving the tasks of services once the instance is DRAINING.
 */
export const hold: Step = {
  name: 'hold',
  decide: ({ memory }) => (memory.held === undefined ? pass : wait(Reason.Held)),
};
