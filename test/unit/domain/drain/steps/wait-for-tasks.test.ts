import { known, unknown } from '../../../../../src/domain/drain/observation/observation';
import {
  aHost,
  aTask,
  described,
  listed,
  plan,
  selfStarted,
  startedAt,
  transient,
  withTasks,
} from '../../../../support/observations';

describe('wait-for-tasks: everything else stops before what the instance started for itself', () => {
  it.each([
    ['a service task', aTask({ group: 'service:web', startedBy: 'ecs-svc/1' })],
    ['a standalone task', aTask({ startedBy: 'cron' })],
    ['a task without startedBy', aTask({ startedBy: undefined })],
    ['a task that another instance started for itself', aTask({ startedBy: '0'.repeat(32) })],
    ['a pending task', aTask({ lastStatus: 'PENDING' })],
  ])('waits for %s, beside a self-started one', (_, task) => {
    expect(plan(withTasks(task, selfStarted()))).toMatchObject({
      action: undefined,
      status: { phase: 'wait-for-tasks', reason: 'TasksRunning' },
    });
  });

  it('waits for a task in its stop timeout, beside a self-started one', () => {
    const stopping = aTask({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING' });
    expect(plan(withTasks(stopping, selfStarted()))).toMatchObject({
      action: undefined,
      status: { phase: 'wait-for-tasks', reason: 'TasksStopping' },
    });
  });

  it('waits while the tasks cannot be seen', () => {
    expect(plan({ tasks: unknown(transient) })).toMatchObject({
      action: undefined,
      status: { reason: 'CannotSee' },
    });
  });

  it('waits, and lists again, while ECS counts a task that no listing showed', () => {
    const hidden = {
      tasks: listed(selfStarted()),
      containerInstance: known(aHost({ runningTasksCount: 2 })),
    };
    expect(plan(hidden)).toMatchObject({ action: undefined, status: { reason: 'TasksUnaccounted' } });
  });

  it('counts pending tasks, too', () => {
    const hidden = { tasks: listed(), containerInstance: known(aHost({ pendingTasksCount: 1 })) };
    expect(plan(hidden)).toMatchObject({ action: undefined, status: { reason: 'TasksUnaccounted' } });
  });

  it("does not take an old registration's tasks for those of a new one", () => {
    const old = aTask();
    const first = plan(withTasks(old));
    const anew = aHost({
      containerInstanceArn: 'arn:aws:ecs:eu-central-1:123456789012:container-instance/demo/anew',
    });
    const second = plan(
      { tasks: described({ ...old, lastStatus: 'STOPPED' }), containerInstance: known(anew) },
      first.state,
      startedAt + 9000,
    );
    expect(second).toMatchObject({ action: undefined, state: { host: { listing: undefined } } });
  });

  it('never takes a count of 0 for drained', () => {
    const stopping = aTask({ desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING' });
    const zero = { tasks: listed(stopping), containerInstance: known(aHost({ runningTasksCount: 0 })) };
    expect(plan(zero).action).toBeUndefined();
  });

  it('remembers a task that one observation did not ask for', () => {
    const [web, batch] = [aTask(), aTask()];
    const first = plan(withTasks(web, batch));
    const second = plan(
      {
        tasks: described({ ...web, lastStatus: 'STOPPED' }),
        containerInstance: known(aHost({ runningTasksCount: 1 })),
      },
      first.state,
      startedAt + 9000,
    );
    expect(second.status).toMatchObject({
      tasksStopped: 1,
      tasks: [{ taskId: batch.taskArn.split('/').at(-1) }],
    });
  });
});
