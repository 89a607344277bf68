import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import {
  aConfirmedState,
  aHost,
  anInstance,
  plan,
  startedAt,
  transient,
} from '../../../../support/observations';

const second = 1000;
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };

describe('an Auto Scaling that does not answer any more', () => {
  it('stops nothing once the wait was seen', () => {
    const unseen = { ...active, autoScalingInstance: unknown(transient) };
    expect(plan(unseen, aConfirmedState(), startedAt + second).action).toMatchObject({
      kind: 'set-draining',
    });
  });

  it.each([
    ['is not being terminated', anInstance('InService')],
    ['is not known', null],
  ])('leaves an instance alone that %s, as it said last', (_, instance) => {
    const doubted = plan(
      { ...active, autoScalingInstance: known(instance) },
      aConfirmedState(),
      startedAt + second,
    );
    const unseen = { ...active, autoScalingInstance: unknown(transient) };
    expect(plan(unseen, doubted.state, startedAt + 3 * second)).toMatchObject({
      action: undefined,
      status: { phase: 'confirm', reason: 'CannotSee' },
    });
  });
});
