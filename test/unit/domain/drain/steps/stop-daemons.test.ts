import { aTask, plan, selfStarted, withTasks } from '../../../../support/observations';

describe('stop-daemons: daemons go last', () => {
  it('stops what the instance started for itself once it is all that remains', () => {
    const [one, other] = [selfStarted(), selfStarted({ lastStatus: 'PENDING' })];
    expect(
      plan(withTasks(one, other, aTask({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' }))).action,
    ).toMatchObject({
      kind: 'stop-tasks',
      taskArns: [one.taskArn, other.taskArn],
    });
  });

  it('stops only those that were not told to stop', () => {
    const [running, stopping] = [
      selfStarted(),
      selfStarted({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING' }),
    ];
    expect(plan(withTasks(running, stopping)).action).toMatchObject({ taskArns: [running.taskArn] });
  });
});
