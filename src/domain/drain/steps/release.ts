import { Reason } from '../../reasons';
import { giveUp, pass, type Step } from './step';

/** A person wants the lifecycle action completed now, whatever still runs. */
export const release: Step = {
  name: 'release',
  decide: (context) =>
    context.state.released === undefined
      ? pass
      : giveUp(context, { result: 'CONTINUE', outcome: 'released' }, Reason.Releasing),
};
