import { known } from '../../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../../src/domain/drain/reconcile';
import {
  aHost,
  aTask,
  clusterArn,
  containerInstanceArn,
  plan,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';
import { tasksOf } from '../../../../../src/domain/drain/state/host';

const active = {
  containerInstance: known(aHost({ status: 'ACTIVE', runningTasksCount: 3 })),
  tasks: undefined,
};

describe('set-draining: no new task is placed here', () => {
  it('sets DRAINING whenever an observation shows ACTIVE', () => {
    const first = plan(active);
    expect(first.action).toEqual({ kind: 'set-draining', clusterArn, containerInstanceArn });

    const setBack = plan(active, conclude(first, { kind: 'done' }, startedAt).state, startedAt + 3_600_000);
    expect(setBack.action?.kind).toBe('set-draining');
  });

  it('does not write again while what it wrote may not show yet', () => {
    const first = plan(active);
    const after = conclude(first, { kind: 'done' }, startedAt + 1000);
    expect(after.nextObservationAt).toBe(startedAt + 1000);
    expect(plan(active, after.state, startedAt + 2000)).toMatchObject({
      action: undefined,
      status: { reason: 'AwaitingDraining' },
    });
  });

  it('lists the tasks anew after DRAINING was set again', () => {
    const before = plan(withTasks(aTask())).state;
    expect(tasksOf(before)).toHaveLength(1);
    // Also when the answer of set-draining is lost: what was placed in between has to be seen.
    expect(
      tasksOf(conclude(plan(active, before), { kind: 'failed', callError: transient }, startedAt).state),
    ).toBeUndefined();
  });

  it('tries again at the next observation when it failed, and says why', () => {
    const failed = conclude(plan(active), { kind: 'failed', callError: transient }, startedAt + 1000);
    expect(failed.status.callErrors).toEqual([{ ...transient, since: startedAt + 1000 }]);
    expect(plan(active, failed.state, startedAt + 12_000).action?.kind).toBe('set-draining');
  });

  it('waits for one that is still registering', () => {
    const registering = { containerInstance: known(aHost({ status: 'REGISTERING' })), tasks: undefined };
    expect(plan(registering)).toMatchObject({ action: undefined, status: { reason: 'Registering' } });
  });
});
