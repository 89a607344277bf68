import { plan, selfStarted, withTasks } from '../../../support/looks';

describe('settle: drained means stopped', () => {
  it.each(['RUNNING', 'DEACTIVATING', 'STOPPING', 'DEPROVISIONING'])(
    'waits for a task that is %s',
    (lastStatus) => {
      expect(plan(withTasks(selfStarted({ desiredStatus: 'STOPPED', lastStatus })))).toMatchObject({
        action: undefined,
        status: { phase: 'settle', reason: 'TasksStopping' },
      });
    },
  );

  it('passes when every task is STOPPED', () => {
    expect(
      plan(withTasks(selfStarted({ desiredStatus: 'STOPPED', lastStatus: 'STOPPED' }))).status.phase,
    ).toBe('complete');
  });
});
