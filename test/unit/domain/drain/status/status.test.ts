import { known } from '../../../../../src/domain/drain/observation/observation';
import {
  aConfirmedState,
  aHost,
  anAction,
  anInstance,
  aTask,
  plan,
  notice,
  startedAt,
  transient,
  withTasks,
  aReadHook,
} from '../../../../support/observations';

const now = startedAt + 60_000;
const hook = (name: string, heartbeatTimeoutSeconds: number) =>
  anAction({
    notice: { ...notice, lifecycleHookName: name },
    hook: aReadHook({ name, heartbeatTimeoutSeconds }),
    isOurs: true,
    lastHeartbeatAt: startedAt,
  });

describe('the status', () => {
  const lifecycleActions = [hook('long', 3600), hook('short', 300)];

  it('names each hook with its group, and the one that expires first', () => {
    const { status } = plan(withTasks(aTask()), aConfirmedState({}, { lifecycleActions }), now);
    expect(status).toMatchObject({
      lifecycleHooks: ['web/long', 'web/short'],
      hookExpiresAt: startedAt + 300_000,
      heartbeatDueAt: startedAt + 100_000,
    });
  });

  it('plans nothing more when the drain is over', () => {
    const state = aConfirmedState({}, { lifecycleActions, callErrors: [{ ...transient, since: startedAt }] });
    const over = plan({ autoScalingInstance: known(anInstance('Terminating:Proceed')) }, state, now);
    expect(over.status).toMatchObject({
      phase: 'ended',
      outcome: 'already-leaving',
      conditions: [],
      deadline: undefined,
      hookExpiresAt: undefined,
      heartbeatDueAt: undefined,
      nextObservationAt: undefined,
    });
  });

  it('has no tasks before they are listed', () => {
    const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
    expect(plan(active, aConfirmedState(), now).status.tasks).toBeUndefined();
  });

  it('tells since when a task runs on a DRAINING instance, and when it is told to stop', () => {
    const task = aTask();
    const first = plan(withTasks(task), aConfirmedState(), now);
    expect(first.status.tasks).toMatchObject([{ since: now, until: now + (172_800 - 60 - 30 - 15) * 1000 }]);
    const stopping = withTasks({ ...task, desiredStatus: 'STOPPED', lastStatus: 'STOPPING' });
    expect(plan(stopping, first.state, now + 1000).status.tasks).toMatchObject([
      { since: now, until: undefined },
    ]);
  });
});
