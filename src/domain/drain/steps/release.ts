import { Reason } from '../../reasons';
import { giveUp, pass, type Step } from './step';

/** An operator wants the lifecycle action completed now, whatever still runs. */
export const release: Step = {
  name: 'release',
  decide: (context) =>
    context.state.intervention?.kind === 'release'
      ? giveUp(context, { result: 'CONTINUE', outcome: 'released' }, Reason.Releasing)
      : pass,
};
