import {
  known,
  unknown,
  type Ec2Instance,
  type Observation,
} from '../../../../../src/domain/drain/observation/observation';
import { newDrainState, type DrainState } from '../../../../../src/domain/drain/state/drain-state';
import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import { applyNotice } from '../../../../../src/domain/drain/state/apply-notice';
import type { Ec2Notice } from '../../../../../src/domain/notice';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  aHost,
  aDrainState,
  anInstance,
  aTask,
  ec2InstanceId,
  plan,
  selfStarted,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';
import { outcomeOf } from '../../../../../src/domain/drain/state/progress';

const spot: Ec2Notice = { kind: 'spot-interruption', ec2InstanceId };
const now = startedAt + 1000;
const later = now + defaultSpec.absenceGraceSeconds * 1000 + 1;

const told = (...notices: Ec2Notice[]): DrainState =>
  notices.reduce(applyNotice, newDrainState(ec2InstanceId, startedAt));

const ec2 = (
  change: Partial<Ec2Instance> = {},
): Pick<Observation, 'ec2Instance' | 'groupSettings' | 'lifecycleHooks'> => ({
  groupSettings: known([]),
  ec2Instance: known({ state: 'running', interruption: undefined, scheduledChangeAt: undefined, ...change }),
  lifecycleHooks: [],
});
const interrupted = ec2({ interruption: { markedAt: startedAt } });
const inService = { autoScalingInstance: known(anInstance('InService')) };
const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };

describe('confirm: what EC2 announces', () => {
  it('is drained at once where EC2 confirms it, whatever Auto Scaling knows of it', () => {
    for (const autoScalingInstance of [known(anInstance('InService')), known(null), unknown(transient)]) {
      const { action, status } = plan({ ...interrupted, ...active, autoScalingInstance }, told(spot), now);
      expect(action?.kind).toBe('set-draining');
      expect(status.deadline).toMatchObject({ at: startedAt + 120_000, setBy: 'ec2' });
    }
  });

  it('touches nothing where EC2 does not, and says so in the end', () => {
    const first = plan({ ...ec2(), ...inService, ...active }, told(spot), now);
    expect(first).toMatchObject({ action: undefined, status: { reason: 'NotReclaimed' } });
    const second = plan({ ...ec2(), ...inService, ...active }, first.state, later);
    expect(second).toMatchObject({ action: undefined, state: { progress: { outcome: 'not-terminating' } } });
  });

  it('touches nothing while EC2 does not answer, for as long as that lasts', () => {
    const silent = { ...ec2(), ...inService, ...active, ec2Instance: unknown(transient) };
    const first = plan(silent, told(spot), now);
    expect(first).toMatchObject({ action: undefined, status: { reason: 'CannotSee' } });
    const second = plan(silent, first.state, later);
    expect(second).toMatchObject({ action: undefined, state: { progress: { kind: 'running' } } });
  });

  it('is asked of ever more rarely while EC2 does not answer, as no hook may be running out', () => {
    const silent = { ...ec2(), ...inService, ...active, ec2Instance: unknown(transient) };
    const first = plan(silent, told(spot), now);
    const hourLater = now + 3_600_000;
    const { nextObservationAt } = plan(silent, first.state, hourLater);
    expect(nextObservationAt).toBeGreaterThan(hourLater + 600_000);
  });

  it('drains without haste for a change that may have begun before it was observed', () => {
    const change: Ec2Notice = { kind: 'scheduled-change', ec2InstanceId, eventArn: 'an-event' };
    const begun = { ...ec2({ scheduledChangeAt: startedAt - 1 }), ...inService };
    const { action, status } = plan({ ...begun, ...active }, told(change), now);
    expect(action?.kind).toBe('set-draining');
    expect(status.deadline).toBeUndefined();
  });

  it('is given the whole grace from when EC2 has answered', () => {
    const silent = plan({ ...ec2(), ...inService, ec2Instance: unknown(transient) }, told(spot), now);
    const answered = plan({ ...ec2(), ...inService }, silent.state, later);
    expect(answered).toMatchObject({ state: { progress: { kind: 'running' } } });
  });

  it('does not hasten a drain of the group where EC2 does not confirm it', () => {
    const drain = applyNotice(aDrainState(), spot);
    const { status } = plan({ ...withTasks(aTask()), ...ec2(), lifecycleHooks: [] }, drain, now);
    expect(status).toMatchObject({ reclaimedByEc2: undefined, deadline: undefined });
  });

  it('hastens a drain of the group where EC2 confirms it, and stops what runs in time', () => {
    const { status, action } = plan(
      { ...withTasks(selfStarted(), aTask()), ...interrupted },
      applyNotice(aDrainState(), spot),
      startedAt + 60_000,
    );
    expect(status.deadline).toMatchObject({ setBy: 'ec2' });
    expect(action?.kind).toBe('stop-tasks');
  });

  it('is over when the instance is empty: there is no action to complete', () => {
    const { state } = plan({ ...interrupted, ...inService }, told(spot), now);
    expect(outcomeOf(state)).toBe('drained-without-hook');
  });

  it('leaves a group alone that is not to be drained', () => {
    const spec = { ...defaultSpec, groups: ['batch'] };
    const { state, action } = plan({ ...interrupted, ...inService, ...active }, told(spot), now, spec);
    expect({ outcome: outcomeOf(state), action }).toEqual({
      outcome: 'group-not-allowed',
      action: undefined,
    });
  });

  it('ends where EC2 has forgotten the instance, as Auto Scaling has', () => {
    const gone = {
      ...ec2(),
      ec2Instance: known(null),
      autoScalingInstance: known(null),
      containerInstance: known(null),
    };
    const first = plan(gone, told(spot), now);
    expect(outcomeOf(plan(gone, first.state, later).state)).toBe('instance-gone');
  });

  it('is observed anew with each observation', () => {
    const first = plan({ ...ec2(), ...inService, ...active }, told(spot), now);
    expect(plan({ ...interrupted, ...inService, ...active }, first.state, now + 5000).action?.kind).toBe(
      'set-draining',
    );
  });
});

describe('an instance that EC2 is taking', () => {
  const inCommon = { ...interrupted, ...inService, ...active };

  it('waits neither for the protection of tasks nor for a permit', () => {
    const protections = known([{ taskArn: 'protected', protectedUntil: startedAt + 3_600_000 }]);
    const spec = { ...defaultSpec, maxConcurrentDrains: 1 };
    const going = { ...ec2({ state: 'shutting-down' }), ...inService, ...active };
    expect(plan({ ...going, protections }, told(spot), now, spec).action?.kind).toBe('set-draining');
  });

  it('is set to DRAINING again when somebody sets it back', () => {
    const draining = plan({ ...inCommon, ...withTasks(aTask()) }, told(spot), now);
    const setBack = plan(inCommon, draining.state, later);
    expect(setBack.action?.kind).toBe('set-draining');
  });

  it('is empty once it is off, whatever ECS shows of its tasks', () => {
    const off = plan(
      { ...ec2({ state: 'stopped' }), ...inService, ...withTasks(aTask(), selfStarted()) },
      told(spot),
      now,
    );
    expect(off.state).toMatchObject({
      progress: { outcome: 'drained-without-hook' },
      host: { listing: { tasks: [] } },
    });
    const stopping = plan(
      { ...ec2({ state: 'stopping' }), ...inService, ...withTasks(aTask()) },
      told(spot),
      now,
    );
    expect(stopping).toMatchObject({
      state: { progress: { kind: 'running' } },
      status: { phase: 'wait-for-tasks' },
    });
  });

  it('needs no grace in which no cluster has it, once EC2 has terminated it', () => {
    const absent = { containerInstance: known(null), tasks: undefined };
    expect(plan(absent, aDrainState(), now).action).toBeUndefined();
    const { ec2Instance } = ec2({ state: 'terminated' });
    const terminated = plan({ ...absent, ec2Instance }, aDrainState(), now);
    expect(terminated.action?.kind).toBe('complete-lifecycle-action');
  });
});

describe('what the hooks of its group say', () => {
  const inGroup = { ...interrupted, ...inService, ...active };

  it('is waited for before anything is done', () => {
    for (const groupSettings of [undefined, unknown(transient)])
      expect(plan({ ...inGroup, groupSettings }, told(spot), now)).toMatchObject({
        action: undefined,
        status: { reason: 'HookNotSeen' },
      });
    const denied = unknown({ ...transient, cause: 'permanent' as const });
    expect(plan({ ...inGroup, groupSettings: denied }, told(spot), now).action?.kind).toBe('set-draining');
  });

  it('counts: a group in shadow is not touched', () => {
    const groupSettings = known([{ mode: 'shadow' as const }]);
    const { action, status } = plan({ ...inGroup, groupSettings }, told(spot), now);
    expect({ action, mode: status.mode }).toEqual({ action: undefined, mode: 'shadow' });
    expect(status.planned).toMatchObject([{ action: { kind: 'set-draining' } }]);
  });

  it('is asked for as long as neither a hook nor an operator has told of the instance', () => {
    expect(nextObservation(told(spot), now).groupSettings).toBe(true);
    expect(nextObservation(applyNotice(aDrainState(), spot), now).groupSettings).toBe(false);
  });
});
