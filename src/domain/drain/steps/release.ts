import { Reason } from '../../reasons';
import { giveUp, pass, type Step } from './step';

/** A person wants the lifecycle action completed now, whatever still runs. */
export const release: Step = {
  name: 'release',
  decide: (world) =>
    world.memory.released === undefined
      ? pass
      : giveUp(world, { result: 'CONTINUE', outcome: 'released' }, Reason.Releasing),
};
