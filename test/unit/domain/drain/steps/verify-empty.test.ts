import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import {
  aTask,
  described,
  listed,
  plan,
  selfStarted,
  startedAt,
  withTasks,
} from '../../../../support/observations';

const now = startedAt + 5000;

describe('verify-empty: drained means stopped', () => {
  it.each(['RUNNING', 'DEACTIVATING', 'STOPPING', 'DEPROVISIONING'])(
    'waits for a task that is %s',
    (lastStatus) => {
      expect(plan(withTasks(selfStarted({ desiredStatus: 'STOPPED', lastStatus })))).toMatchObject({
        action: undefined,
        status: { phase: 'verify-empty', reason: 'TasksStopping' },
      });
    },
  );

  it('lists once more, at once, when the last known task has stopped', () => {
    const last = aTask();
    const before = plan(withTasks(last)).state;
    const stopped = plan({ tasks: described({ ...last, lastStatus: 'STOPPED' }) }, before, now);
    expect(stopped).toMatchObject({
      action: undefined,
      nextObservationAt: now,
      status: { reason: 'ListingAgain' },
    });
    expect(nextObservation(stopped.state, now).taskArns).toBeUndefined();
    expect(plan({ tasks: listed() }, stopped.state, now).status.phase).toBe('complete');
  });

  it('waits for what that listing shows', () => {
    const last = aTask();
    const before = plan(withTasks(last)).state;
    const stopped = plan({ tasks: described({ ...last, lastStatus: 'STOPPED' }) }, before, now);
    const hidden = aTask({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING' });
    expect(plan({ tasks: listed(hidden) }, stopped.state, now).action).toBeUndefined();
  });
});
