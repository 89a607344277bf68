import { giveUp, pass, type Step } from './step';

export const release: Step = {
  name: 'release',
  decide: (context) =>
    context.state.intervention?.kind === 'release'
      ? giveUp(context, { result: 'CONTINUE', outcome: 'released' }, 'Releasing')
      : pass,
};
