import { known, unknown, type Observation } from '../../../../src/domain/drain/observation/observation';
import { applyNotice } from '../../../../src/domain/drain/state/apply-notice';
import { newDrainState, type DrainState } from '../../../../src/domain/drain/state/drain-state';
import type { OperatorRequest } from '../../../../src/domain/notice';
import { defaultSpec, type Spec } from '../../../../src/domain/spec';
import {
  aConfirmedState,
  aHost,
  anInstance,
  aTask,
  ec2InstanceId,
  plan,
  notice,
  startedAt,
  transient,
  withTasks,
} from '../../../support/observations';
import { outcomeOf } from '../../../../src/domain/drain/state/progress';

const second = 1000;
const request: OperatorRequest = {
  kind: 'operator-request',
  ec2InstanceId,
  by: 'a',
  reason: 'b',
  afterwards: 'stay-draining',
};
const messages = (state: DrainState) => applyNotice(state, notice);
/** An operator asks; then a message tells of a hook. */
const asked = messages(applyNotice(newDrainState(ec2InstanceId, startedAt), request));

const shown = (state: string | null): Partial<Observation> => ({
  autoScalingInstance: known(state === null ? null : anInstance(state)),
});
const pastDeadline: Spec = { ...defaultSpec, deadlineSeconds: 0 };
const agentLost: Spec = { ...defaultSpec, onAgentLost: 'continue', agentGraceSeconds: 0 };
const lostHost = { containerInstance: known(aHost({ runningTasksCount: 1, agentConnected: false })) };

describe('a drain that an operator asked for does not end while a hook of ours may wait for it', () => {
  it.each([
    ['drained', defaultSpec, {}, 'drained-on-request'],
    ['at its deadline', pastDeadline, withTasks(aTask()), 'deadline-reached'],
    ['with its agent lost', agentLost, { ...withTasks(aTask()), ...lostHost }, 'agent-lost'],
  ])('%s', (_, spec, seen, outcome) => {
    for (const state of ['Terminating', 'InService', null]) {
      const first = plan({ ...seen, ...shown(state) }, asked, startedAt + second, spec);
      expect(first.status).toMatchObject({ reason: 'HookNotSeen', outcome: undefined });
      expect(first.nextObservationAt).toBeLessThanOrEqual(startedAt + 11 * second);
      const believed = plan({ ...seen, ...shown(state) }, first.state, startedAt + 21 * second, spec);
      expect(outcomeOf(believed.state)).toBe(state === 'Terminating' ? undefined : outcome);
    }
    const unseen = plan(
      { ...seen, autoScalingInstance: unknown(transient) },
      asked,
      startedAt + second,
      spec,
    );
    expect(unseen.status.reason).toBe('HookNotSeen');
  });
});

it('a drain that a message reopens sees the wait anew before it acts', () => {
  const doubted = plan(shown('InService'), aConfirmedState(), startedAt + second).state;
  const again = applyNotice(doubted, {
    ...notice,
    lifecycleActionToken: 'b0c1d2e3-0000-4000-8000-000000000003',
  });
  const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
  const unseen = { ...active, autoScalingInstance: unknown(transient) };
  expect(plan(unseen, again, startedAt + 2 * second)).toMatchObject({
    action: undefined,
    status: { phase: 'confirm', reason: 'CannotSee' },
  });
});
