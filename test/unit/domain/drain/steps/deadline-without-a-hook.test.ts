import { known } from '../../../../../src/domain/drain/observation/observation';
import { newDrainState } from '../../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  anInstance,
  aRequest,
  aTask,
  ec2InstanceId,
  plan,
  startedAt,
  withTasks,
} from '../../../../support/observations';
import { outcomeOf } from '../../../../../src/domain/drain/state/progress';

it('nothing is abandoned at the deadline of a drain without a hook, whatever the spec says', () => {
  const state = applyNotice(newDrainState(ec2InstanceId, startedAt), aRequest());
  const spec = { ...defaultSpec, onDeadline: 'force-abandon', deadlineSeconds: 10 } as const;
  const seen = {
    ...withTasks(aTask()),
    autoScalingInstance: known(anInstance('InService')),
    lifecycleHooks: [],
  };
  expect(outcomeOf(plan(seen, state, startedAt + 11_000, spec).state)).toBe('deadline-reached');
});
