import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import {
  aHost,
  aDrainState,
  anInstance,
  aRequest,
  aTask,
  clusterArn,
  containerInstanceArn,
  ec2InstanceId,
  listed,
  plan,
  notice,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';
import { outcomeOf } from '../../../../../src/domain/drain/state/progress';

const requested = (change: Parameters<typeof aRequest>[0] = {}): DrainState =>
  applyNotice(newDrainState(ec2InstanceId, startedAt), aRequest(change));

const inService = { autoScalingInstance: known(anInstance('InService')), lifecycleHooks: [] };
const inNoGroup = { autoScalingInstance: known(null), lifecycleHooks: [] };
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };

describe("a drain on an operator's request", () => {
  it.each([
    ['is in service', inService],
    ['is in no group', inNoGroup],
    ['stands where Auto Scaling does not say', { ...inService, autoScalingInstance: unknown(transient) }],
    ['is retained', { ...inService, autoScalingInstance: known(anInstance('Terminating:Retained')) }],
  ])('drains an instance that %s', (_, stage) => {
    expect(plan({ ...stage, ...active }, requested()).action?.kind).toBe('set-draining');
    const running = plan({ ...stage, ...withTasks(aTask()) }, requested());
    expect(running).toMatchObject({
      action: undefined,
      status: { phase: 'wait-for-tasks', requestedBy: 'ana: kernel update' },
    });
  });

  it('ends DRAINING when every task has stopped', () => {
    expect(outcomeOf(plan({ ...inService, tasks: listed() }, requested()).state)).toBe('drained-on-request');
  });

  it('sets the instance back to ACTIVE where the operator wants that', () => {
    const drained = plan({ ...inService, tasks: listed() }, requested({ afterwards: 'return-to-active' }));
    expect(drained.action).toEqual({ kind: 'set-active', clusterArn, containerInstanceArn });
    expect(outcomeOf(conclude(drained, { kind: 'done' }, startedAt + 2000).state)).toBe('returned-to-active');
  });

  it('tries that again while it fails', () => {
    const drained = plan({ ...inService, tasks: listed() }, requested({ afterwards: 'return-to-active' }));
    const failed = conclude(drained, { kind: 'failed', callError: transient }, startedAt + 2000);
    expect(outcomeOf(failed.state)).toBeUndefined();
    expect(plan({ ...inService, tasks: listed() }, failed.state, startedAt + 20_000).action?.kind).toBe(
      'set-active',
    );
  });

  it("respects an operator's ACTIVE: it pauses, and goes on when the instance is DRAINING again", () => {
    const draining = plan({ ...inService, ...withTasks(aTask()) }, requested()).state;
    const setBack = plan({ ...inService, ...active }, draining, startedAt + 60_000);
    expect(setBack).toMatchObject({
      action: undefined,
      status: { phase: 'set-draining', reason: 'SetBackToActive' },
    });
    expect(outcomeOf(plan({ ...inService, tasks: listed() }, setBack.state, startedAt + 90_000).state)).toBe(
      'drained-on-request',
    );
  });

  it('completes the hook of an instance that is terminated meanwhile, and never returns it to ACTIVE', () => {
    const state = applyNotice(requested({ afterwards: 'return-to-active' }), notice);
    const waiting = plan({ tasks: listed() }, state);
    expect(waiting.action).toMatchObject({ kind: 'complete-lifecycle-action', outcome: 'drained' });
    expect(outcomeOf(conclude(waiting, { kind: 'done' }, startedAt + 2000).state)).toBe('drained');
  });

  it('is cared for where only a message was known before', () => {
    const state = applyNotice(aDrainState(), aRequest());
    expect(plan(withTasks(aTask()), state)).toMatchObject({
      action: undefined,
      status: { phase: 'wait-for-tasks' },
    });
  });

  it('ends at its deadline, without a hook to complete', () => {
    const deadlineAt = startedAt + 600_000;
    const world = { ...inService, ...withTasks(aTask({ desiredStatus: 'STOPPED' })) };
    const state = requested({ deadlineAt });
    expect(outcomeOf(plan(world, state, deadlineAt - 1).state)).toBeUndefined();
    expect(outcomeOf(plan(world, state, deadlineAt).state)).toBe('deadline-reached');
  });

  it('of an instance in no cluster ends', () => {
    const absent = { ...inService, containerInstance: known(null), tasks: undefined };
    const first = plan(absent, requested());
    expect(outcomeOf(plan(absent, first.state, startedAt + 60_000).state)).toBe('not-in-cluster');
  });

  it('that leaves meanwhile ends', () => {
    const leaving = { ...inService, autoScalingInstance: known(anInstance('Terminating:Proceed')) };
    expect(outcomeOf(plan({ ...leaving, ...withTasks(aTask()) }, requested()).state)).toBe('already-leaving');
  });

  it('looks as rarely as any other while nothing moves', () => {
    const quiet = { ...requested(), unchangedSince: startedAt - 10 ** 9 };
    const world = { ...inService, ...withTasks(aTask()) };
    const first = plan(world, quiet, startedAt).state;
    const later = plan(world, { ...first, unchangedSince: startedAt - 10 ** 9 }, startedAt);
    expect(later.nextObservationAt).toBe(startedAt + 1_200_000);
  });
});
