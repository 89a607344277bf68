import type { LifecycleAction } from '../../../../src/domain/drain/hooks/lifecycle-action';
import { known } from '../../../../src/domain/drain/observation/observation';
import { conclude } from '../../../../src/domain/drain/reconcile';
import { defaultSpec } from '../../../../src/domain/spec';
import {
  aConfirmedState,
  anAction,
  aTask,
  plan,
  notice,
  startedAt,
  withTasks,
  aReadHook,
} from '../../../support/observations';
import { tasksOf } from '../../../../src/domain/drain/state/host';

const second = 1000;
const logs = {
  serviceName: 'logs',
  schedulingStrategy: 'DAEMON' as const,
  minimumHealthyPercent: 0,
  maximumPercent: 100,
  hasLoadBalancer: false,
  desiredCount: 1,
  runningCount: 1,
  placementFailure: undefined,
};

describe('an observation comes in time to tell a task to stop', () => {
  it("also when nothing but a DAEMON service's is left", () => {
    const now = startedAt + 900 * second;
    const state = aConfirmedState({ lastHeartbeatAt: now });
    const spec = { ...defaultSpec, deadlineSeconds: 1000 };
    const quiet = plan(
      { ...withTasks(aTask({ group: 'service:logs' })), services: known([logs]) },
      state,
      now,
      spec,
    );
    const later = plan(
      { ...withTasks(...(tasksOf(quiet.state) ?? [])) },
      { ...quiet.state, unchangedSince: startedAt },
      now + second,
      spec,
    );
    expect(later.status).toMatchObject({ phase: 'verify-empty', reason: 'AwaitingDaemons' });
    expect(later.nextObservationAt).toBe(startedAt + (1000 - 30 - 15) * second);
  });
});

describe('an observation comes in time for the heartbeat', () => {
  it('of a hook, also when AWS knew no action of another one that was to be completed', () => {
    const spec = { ...defaultSpec, resyncSeconds: 60 };
    const now = startedAt + 100 * second;
    const hook = (name: string, change: Partial<LifecycleAction>) =>
      anAction({
        notice: { ...notice, lifecycleHookName: name },
        hook: aReadHook({ name, heartbeatTimeoutSeconds: 30 }),
        isOurs: true,
        lastHeartbeatAt: now - 5 * second,
        ...change,
      });
    const state = aConfirmedState(undefined, {
      lifecycleActions: [hook('stale', { tokenIsStale: true }), hook('drain', {})],
    });
    const decided = plan({}, state, now, spec);
    expect(decided.action).toMatchObject({ lifecycleAction: { lifecycleHookName: 'stale' } });
    const concluded = conclude(decided, { kind: 'no-active-action' }, now);
    expect(concluded.nextObservationAt).toBeLessThanOrEqual(now + 5 * second);
  });
});
