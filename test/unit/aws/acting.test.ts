import { CompleteLifecycleActionCommand } from '@aws-sdk/client-auto-scaling';
import { StopTaskCommand, UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { createWorld, startLocalAws, type LocalAws, type World } from '@ecs-drain/local-aws';
import { ActingPausedError, AttemptOverError, forAttempts, type Attempt } from '../../../src/aws/acting';
import { createAwsClients, type AwsClients } from '../../../src/aws/clients';
import { scriptedAttempt } from '../../support/attempt';

describe('a call that changes something', () => {
  let aws: LocalAws;
  let world: World;
  let clients: AwsClients;
  beforeAll(async () => {
    aws = await startLocalAws();
    world = createWorld(aws, {
      cluster: 'demo',
      hooks: [{ name: 'drain' }],
      standalone: [{ family: 'job', count: 5 }],
    });
    clients = createAwsClients({
      region: aws.region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'US', secretAccessKey: 'local' },
    });
  });
  afterEach(() => aws.faults.clear());
  afterAll(async () => {
    Object.values(clients).forEach((client: { destroy(): void }) => client.destroy());
    await aws.close();
  });

  const setDraining = () =>
    new UpdateContainerInstancesStateCommand({
      cluster: 'demo',
      containerInstances: [world.containerInstance(world.instanceIds[0] ?? '').arn],
      status: 'DRAINING',
    });
  const complete = () =>
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: 'demo',
      LifecycleHookName: 'drain',
      InstanceId: 'i-1',
      LifecycleActionResult: 'CONTINUE',
    });
  const stopTask = (task: string) => new StopTaskCommand({ cluster: 'demo', task });
  const runningTask = () =>
    [...(aws.ecs.state.clusters.get('demo')?.tasks.values() ?? [])].find(
      ({ desiredStatus }) => desiredStatus === 'RUNNING',
    )?.arn ?? '';
  const calls = () => aws.record.entries.filter(({ kind }) => kind === 'call').length;
  const stop = (attempt: Attempt, taskArn = runningTask()) =>
    clients.ecs.send(forAttempts([attempt], { operation: 'ecs.StopTask', taskArn }, stopTask(taskArn)));
  const broken = (times: number) =>
    aws.faults.add({ service: 'ecs', operation: 'StopTask', kind: 'reset', times });

  it.each([
    ['UpdateContainerInstancesState', () => clients.ecs.send(setDraining())],
    ['StopTask', () => clients.ecs.send(stopTask('any'))],
    ['CompleteLifecycleAction', () => clients.autoScaling.send(complete())],
  ])('is refused here where no attempt wants it: %s', async (name, send) => {
    const before = calls();
    await expect(send()).rejects.toThrow(`${name}Command acts, and no attempt of an activity wants it`);
    expect(calls()).toBe(before);
  });

  it.each([
    [
      'UpdateContainerInstancesState',
      (attempt: Attempt) =>
        clients.ecs.send(
          forAttempts([attempt], { operation: 'ecs.UpdateContainerInstancesState' }, setDraining()),
        ),
    ],
    ['StopTask', (attempt: Attempt) => stop(attempt)],
    [
      'CompleteLifecycleAction',
      (attempt: Attempt) =>
        clients.autoScaling.send(
          forAttempts([attempt], { operation: 'autoscaling.CompleteLifecycleAction' }, complete()),
        ),
    ],
  ])('is not sent while all drains are paused: %s', async (_, send) => {
    const before = calls();
    const paused = scriptedAttempt(() => {
      throw new ActingPausedError('by ana');
    });
    await expect(send(paused)).rejects.toBeInstanceOf(ActingPausedError);
    expect(calls()).toBe(before);
    expect(paused.sent).toEqual([]);
  });

  it.each(['cancelled', 'too-late'] as const)(
    'is not sent a second time by the SDK once its attempt is over: %s',
    async (reason) => {
      broken(2);
      const before = calls();
      const attempt = scriptedAttempt((question) => {
        if (question === 2) attempt.end(reason);
      });
      const taskArn = runningTask();
      await expect(stop(attempt, taskArn)).rejects.toBeInstanceOf(AttemptOverError);
      expect(calls()).toBe(before + 1);
      expect(attempt.sent).toEqual([{ operation: 'ecs.StopTask', taskArn, answer: 'none' }]);
    },
  );

  it('is sent a second time while its attempt lasts, and is one call in what left', async () => {
    broken(1);
    const attempt = scriptedAttempt();
    const taskArn = runningTask();
    await stop(attempt, taskArn);
    expect(attempt.asked()).toBe(2);
    expect(attempt.sent).toEqual([{ operation: 'ecs.StopTask', taskArn, answer: 'done' }]);
  });

  it.each([
    ['each time', 0, 'refused'],
    ['once, after no answer had come', 1, 'none'],
  ] as const)('that AWS refused %s is told as such', async (_, unanswered, answer) => {
    if (unanswered > 0) broken(unanswered);
    aws.faults.add({
      service: 'ecs',
      operation: 'StopTask',
      kind: 'error',
      code: 'AccessDeniedException',
      status: 400,
    });
    const attempt = scriptedAttempt();
    await expect(stop(attempt)).rejects.toThrow();
    expect(attempt.sent).toMatchObject([{ answer }]);
  });

  it('is not sent by an answer that is a second old: Temporal is asked again', async () => {
    const attempt = scriptedAttempt((question) => (question === 1 ? 1_001 : 5));
    await stop(attempt);
    expect(attempt.asked()).toBe(2);
  });

  it('for several attempts is sent only if all of them last', async () => {
    const before = calls();
    const lasting = scriptedAttempt();
    const ending = scriptedAttempt(() => ending.end('cancelled'));
    const send = clients.ecs.send(
      forAttempts([lasting, ending], { operation: 'ecs.UpdateContainerInstancesState' }, setDraining()),
    );
    await expect(send).rejects.toBeInstanceOf(AttemptOverError);
    expect(calls()).toBe(before);
    expect(lasting.sent).toEqual([]);
  });
});
