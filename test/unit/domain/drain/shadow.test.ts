import { planAfterCancel } from '../../../../src/domain/drain/cancel';
import { nextObservation } from '../../../../src/domain/drain/observation/observation-request';
import { newDrainState } from '../../../../src/domain/drain/state/drain-state';
import { applyNotice } from '../../../../src/domain/drain/state/apply-notice';
import { known, unknown } from '../../../../src/domain/drain/observation/observation';
import { reconcile } from '../../../../src/domain/drain/reconcile';
import { defaultSpec, type Spec } from '../../../../src/domain/spec';
import { outcomeMessage } from '../../../../src/domain/drain/outcome-message';
import { details } from '../../../../src/domain/drain/status/details';
import {
  aConfirmedState,
  aHost,
  aResult,
  aRequest,
  anInstance,
  aTask,
  containerInstanceArn,
  ec2InstanceId,
  notice,
  startedAt,
  transient,
  withTasks,
  aRegistration,
} from '../../../support/observations';

const shadow: Spec = { ...defaultSpec, mode: 'shadow', standaloneGraceSeconds: 0 };
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
const later = startedAt + 60_000;

describe('a shadow', () => {
  it('says what it would do and when, once, and does nothing', () => {
    const first = reconcile(aResult(active, shadow), aConfirmedState(), startedAt);
    expect(first.action).toBeUndefined();
    expect(first.status).toMatchObject({ mode: 'shadow', phase: 'set-draining' });
    expect(first.state.planned).toMatchObject([
      { at: startedAt, phase: 'set-draining', action: { kind: 'set-draining', containerInstanceArn } },
    ]);
    const again = reconcile(aResult(active, shadow, later), first.state, later);
    expect(again.action).toBeUndefined();
    expect(again.state.planned).toEqual(first.state.planned);
  });

  it('plans of tasks only those that it has not planned before', () => {
    const [one, two] = [
      aTask({ taskArn: 'arn:aws:ecs:::task/c/1' }),
      aTask({ taskArn: 'arn:aws:ecs:::task/c/2' }),
    ];
    const first = reconcile(aResult(withTasks(one), shadow), aConfirmedState(), startedAt);
    const { state } = reconcile(aResult(withTasks(one, two), shadow, later), first.state, later);
    expect(state.planned.map(({ action }) => action)).toMatchObject([
      { kind: 'stop-tasks', taskArns: [one.taskArn] },
      { kind: 'stop-tasks', taskArns: [two.taskArn] },
    ]);
  });

  it('keeps no hook alive, from its very first observation on', () => {
    const asked = applyNotice(newDrainState(ec2InstanceId, startedAt), notice);
    const blind = aResult({ autoScalingInstance: unknown(transient) }, asked.spec);
    const { state } = reconcile(blind, asked, startedAt);
    for (const at of [startedAt, startedAt + 3_600_000])
      expect(nextObservation(state, at).lifecycleHooks).toMatchObject([{ heartbeat: false }]);
  });

  it('acts as soon as a worker says so', () => {
    const { state } = reconcile(aResult(active, shadow), aConfirmedState(), startedAt);
    expect(reconcile(aResult(active, defaultSpec, later), state, later).action).toMatchObject({
      kind: 'set-draining',
    });
  });

  it('cancelled undoes nothing', () => {
    const host = aRegistration({ drainingRequest: { acceptedAt: startedAt } });
    const state = aConfirmedState({}, { host });
    const stays = { autoScalingInstance: known(anInstance('InService')) };
    expect(planAfterCancel(aResult(stays, shadow, later), state, later).action).toBeUndefined();
    const onCancel = { ...shadow, onCancel: 'continue' as const };
    expect(planAfterCancel(aResult({}, onCancel, later), state, later).action).toBeUndefined();
  });

  it('tells what whoever acts beside it has let go too early', () => {
    const batch = aTask();
    const before = reconcile(
      aResult(withTasks(batch), { ...shadow, standaloneGraceSeconds: undefined }),
      aConfirmedState(),
      startedAt,
    );
    const gone = { autoScalingInstance: known(anInstance('Terminating:Proceed')), ...withTasks(batch) };
    const { status } = reconcile(aResult(gone, shadow, later), before.state, later);
    expect(status.outcome).toBe('already-leaving');
    expect(details(status)).toContain('would not have let the instance go yet: 1 task left: 1 standalone');
  });

  it('plans the completion of each hook of ours, one after the other', () => {
    const state = aConfirmedState();
    const [first] = state.lifecycleActions;
    const second = first && { ...first, notice: { ...first.notice, lifecycleHookName: 'also' } };
    const both = { ...state, lifecycleActions: [first, second].filter((one) => one !== undefined) };
    const once = reconcile(aResult({}, shadow), both, startedAt);
    const twice = reconcile(aResult({}, shadow, later), once.state, later);
    const thrice = reconcile(aResult({}, shadow, later), twice.state, later);
    const hooks = thrice.state.planned.map(
      ({ action }) => action.kind === 'complete-lifecycle-action' && action.lifecycleAction.lifecycleHookName,
    );
    expect(hooks).toEqual([notice.lifecycleHookName, 'also']);
  });

  it('says nothing of too early where it would have completed, or where tasks ran at no end of the wait', () => {
    const { state } = reconcile(aResult({}, shadow), aConfirmedState(), startedAt);
    const gone = { autoScalingInstance: known(anInstance('Terminating:Proceed')) };
    expect(details(reconcile(aResult(gone, shadow, later), state, later).status)).not.toContain('would not');
  });

  it('that an operator asked for ends with its plan', () => {
    const asked = applyNotice(newDrainState(ec2InstanceId, startedAt), aRequest());
    const inService = { ...active, autoScalingInstance: known(anInstance('InService')) };
    const first = reconcile(aResult(inService, shadow), asked, startedAt);
    expect(first.status.outcome).toBeUndefined();
    const { status } = reconcile(aResult(inService, shadow, later), first.state, later);
    expect(status).toMatchObject({ outcome: 'planned', planned: [{ action: { kind: 'set-draining' } }] });
  });

  it('where nobody drains says that it was not DRAINING, and counts no tasks', () => {
    const first = reconcile(aResult(active, shadow), aConfirmedState(), startedAt);
    const gone = { autoScalingInstance: known(anInstance('Terminating:Proceed')), ...active };
    const { status, state } = reconcile(aResult(gone, shadow, later), first.state, later);
    expect(details(status)).toContain('would not have let the instance go yet: it was not DRAINING');
    expect(outcomeMessage(state, 'already-leaving', 'run', later).tasksLeft).toBeUndefined();
  });

  it('tells when it would have completed the lifecycle action', () => {
    const { status } = reconcile(aResult({}, shadow), aConfirmedState(), startedAt);
    expect(details(status)).toContain(
      'would complete the lifecycle action with CONTINUE at 2026-01-01T00:00:00Z (complete)',
    );
  });
});
