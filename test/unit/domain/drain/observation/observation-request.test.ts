import { nextObservation } from '../../../../../src/domain/drain/observation/observation-request';
import { known, type LifecycleHook } from '../../../../../src/domain/drain/observation/observation';
import { defaultSpec } from '../../../../../src/domain/spec';
import {
  aConfirmedState,
  aHook,
  aHost,
  aDrainState,
  aService,
  aStopTimeout,
  aTask,
  definitionArn,
  described,
  listed,
  ofHook,
  plan,
  serviceTask,
  startedAt,
  withTasks,
  aReadHook,
} from '../../../../support/observations';

const second = 1000;
const hookOf = (heartbeatTimeoutSeconds: number) => ({ hook: aReadHook({ heartbeatTimeoutSeconds }) });

describe('an observation asks only for what is needed', () => {
  it('searches the clusters until the instance is found, then asks for it', () => {
    expect(nextObservation(aDrainState(), startedAt).containerInstance).toBeUndefined();
    expect(nextObservation(plan().state, startedAt).containerInstance).toMatchObject({ status: 'DRAINING' });
  });

  it('asks for the known tasks that have not stopped, and no others', () => {
    const [running, stopped] = [aTask(), aTask({ lastStatus: 'STOPPED', desiredStatus: 'STOPPED' })];
    expect(nextObservation(plan(withTasks(running, stopped)).state, startedAt).taskArns).toEqual([
      running.taskArn,
    ]);
  });

  it('lists again when ECS counts more than is known', () => {
    const { state } = plan({
      tasks: listed(aTask()),
      containerInstance: known(aHost({ runningTasksCount: 2 })),
    });
    expect(nextObservation(state, startedAt).taskArns).toBeUndefined();
  });

  it('asks nothing about a hook that has ended, or of a group that the instance is not in', () => {
    expect(nextObservation(aConfirmedState({ ended: { at: undefined } }), startedAt).lifecycleHooks).toEqual(
      [],
    );
    expect(
      nextObservation(aConfirmedState({}, { groupOfInstance: 'batch' }), startedAt).lifecycleHooks,
    ).toEqual([]);
  });

  it('believes the counts in the last listing alone', () => {
    expect(nextObservation(aDrainState(), startedAt).listRunning).toBe(true);
    expect(nextObservation(plan(withTasks(aTask())).state, startedAt).listRunning).toBe(true);
    expect(nextObservation(plan(withTasks()).state, startedAt).listRunning).toBe(false);
  });

  it('reads the hook at first, and then with each heartbeat', () => {
    expect(nextObservation(aDrainState(), startedAt).lifecycleHooks).toMatchObject([
      { readHook: true, heartbeat: false },
    ]);
    const state = aConfirmedState(hookOf(300));
    expect(nextObservation(state, startedAt + second).lifecycleHooks).toMatchObject([
      { readHook: false, heartbeat: false },
    ]);
    expect(nextObservation(state, startedAt + 100 * second).lifecycleHooks).toMatchObject([
      { readHook: true, heartbeat: true },
    ]);
  });

  it('describes a service once, and again while tasks of it are not told to stop; each task definition once', () => {
    const [one, two] = [
      serviceTask(),
      serviceTask({ desiredStatus: 'STOPPED', lastStatus: 'STOPPING', group: 'service:api' }),
    ];
    const first = plan(withTasks(one, serviceTask(), two));
    expect(nextObservation(first.state, startedAt + 1000)).toMatchObject({
      services: ['web', 'api'],
      taskDefinitionArns: [definitionArn('web')],
    });
    const facts = {
      stopTimeouts: [known(aStopTimeout({ silentContainers: 1 }))],
      services: known([aService(), aService({ serviceName: 'api' })]),
    };
    const second = plan({ ...withTasks(one, two), ...facts }, first.state, startedAt + 2000);
    expect(nextObservation(second.state, startedAt + 2000)).toMatchObject({
      services: ['web'],
      taskDefinitionArns: [],
    });
  });

  it('describes the group where its policy decides what the deadline does', () => {
    expect(nextObservation(plan().state, startedAt).autoScalingGroupName).toBeUndefined();
    const abandons = plan({}, aDrainState(), startedAt, { ...defaultSpec, onDeadline: 'abandon' });
    expect(nextObservation(abandons.state, startedAt).autoScalingGroupName).toBe('web');
  });

  it('asks what is protected only while that can hold DRAINING back', () => {
    expect(nextObservation(aDrainState(), startedAt).protections).toBe(true);
    expect(nextObservation(plan(withTasks(aTask())).state, startedAt).protections).toBe(false);
    const active = { containerInstance: known(aHost({ status: 'ACTIVE' })), tasks: undefined };
    const drains = plan(active, aDrainState(), startedAt, { ...defaultSpec, protectedTasks: 'override' });
    expect(nextObservation(drains.state, startedAt).protections).toBe(false);
  });

  it('forgets what it knows of services and definitions that no task has any more', () => {
    const task = serviceTask();
    const seen = {
      services: known([aService()]),
      stopTimeouts: [known(aStopTimeout({ saidSeconds: 5 }))],
    };
    const first = plan({ ...withTasks(task), ...seen }).state;
    expect(first).toMatchObject({ services: [aService()], stopTimeouts: [{ chains: [{ saidSeconds: 5 }] }] });
    const gone = plan(
      { tasks: described({ ...task, lastStatus: 'STOPPED' }) },
      first,
      startedAt + 9000,
    ).state;
    expect(gone).toMatchObject({ services: [], stopTimeouts: [] });
  });
});

describe("a hook's metadata", () => {
  const withChange = (change: Partial<LifecycleHook>) => ofHook({ lifecycleHook: known(aHook(change)) });

  it('changes the spec for the drains of its group', () => {
    const { state } = plan(withChange({ specChange: { deadlineSeconds: 900, resyncSeconds: 3 } }));
    expect(state.spec).toEqual({ ...defaultSpec, deadlineSeconds: 900, resyncSeconds: 3 });
  });

  it('changes nothing where the hook is not ours', () => {
    const theirs = {
      specChange: { deadlineSeconds: 1 },
      notificationTargetArn: 'arn:aws:sns:eu-central-1:123456789012:x',
    };
    expect(plan(withChange(theirs)).state.spec).toEqual(defaultSpec);
  });

  it('no longer counts once it is taken back', () => {
    const { state } = plan(withChange({ specChange: { deadlineSeconds: 900 } }));
    expect(plan(withChange({}), state, startedAt + 9000).state.spec).toEqual(defaultSpec);
  });
});
