import { once } from 'node:events';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { World } from '@ecs-drain/local-aws';
import { createInAttempt, type InAttempt } from '../../../../src/activities/attempt';
import { createStopTasks } from '../../../../src/activities/drain/stop-tasks';
import { ActingPausedError } from '../../../../src/aws/acting';
import { BudgetTimeoutError } from '../../../../src/aws/budget';
import { call } from '../../../../src/aws/call-error';
import { startActivities, type ActivityBench } from '../../../support/activities';
import { scriptedAttempt } from '../../../support/attempt';

const quiet = { logger: new DefaultLogger('ERROR') };

describe('telling many tasks to stop', () => {
  let bench: ActivityBench;
  let inAttempt: InAttempt;
  let isPaused = () => false;
  beforeEach(async () => {
    inAttempt = createInAttempt({
      heartbeat: () => Promise.resolve(),
      unlessPaused: () => (isPaused() ? Promise.reject(new ActingPausedError('by ana')) : Promise.resolve()),
    });
    bench = await startActivities({ inAttempt: (work) => inAttempt(work) });
  });
  afterEach(async () => {
    isPaused = () => false;
    await bench.stop();
  });

  const tasksOf = (world: World) => [
    ...(bench.aws.ecs.state.clusters.get(world.cluster)?.tasks.values() ?? []),
  ];
  /** One attempt, as Temporal makes it. */
  const attempt = (world: World, taskArns: readonly string[], startToCloseTimeoutMs = 15_000) =>
    new MockActivityEnvironment({ startToCloseTimeoutMs }, quiet).run(
      (action) => bench.activities.stopTasks(action),
      {
        kind: 'stop-tasks' as const,
        clusterArn: world.cluster,
        taskArns,
        reason: 'test',
      },
    );
  const toldOf = (world: World) => tasksOf(world).filter(({ desiredStatus }) => desiredStatus === 'STOPPED');
  const world = (count: number) => bench.createWorld({ standalone: [{ family: 'batch', count, cpu: 0 }] });
  const refuse = (taskArn: string, code: string, status = 400) =>
    bench.aws.faults.add({
      service: 'ecs',
      operation: 'StopTask',
      when: ({ input }) => JSON.stringify(input).includes(taskArn),
      kind: 'error',
      code,
      status,
      message: 'no',
    });

  it('reaches all but those that are refused, and says which refusal an operator has to fix', async () => {
    const crowd = world(60);
    const arns = tasksOf(crowd).map(({ arn }) => arn);
    const [first = '', second = ''] = arns;
    refuse(first, 'ServerException', 500);
    refuse(second, 'AccessDeniedException');
    await expect(attempt(crowd, arns)).rejects.toMatchObject({
      type: 'AwsCallFailed',
      nonRetryable: true,
      details: [{ operation: 'ecs.StopTask', code: 'AccessDeniedException' }],
    });
    expect(
      toldOf(crowd)
        .map(({ arn }) => arn)
        .sort(),
    ).toEqual(arns.slice(2).sort());
  });

  it('is tried again where ECS could not take one', async () => {
    const crowd = world(2);
    const arns = tasksOf(crowd).map(({ arn }) => arn);
    refuse(arns[0] ?? '', 'ServerException', 500);
    await expect(attempt(crowd, arns)).rejects.toMatchObject({ nonRetryable: false });
    expect(toldOf(crowd)).toHaveLength(1);
  });

  it('ends in time, the first in order told, and leaves none behind to be told twice', async () => {
    const crowd = world(90);
    const arns = tasksOf(crowd).map(({ arn }) => arn);
    await expect(attempt(crowd, arns, 5_500)).resolves.toBe('done');
    const reached = new Set(toldOf(crowd).map(({ arn }) => arn));
    expect(reached.size).toBeLessThan(90);
    expect(arns.slice(0, 50).filter((arn) => !reached.has(arn))).toEqual([]);

    await expect(
      attempt(
        crowd,
        arns.filter((arn) => !reached.has(arn)),
      ),
    ).resolves.toBe('done');
    expect(toldOf(crowd)).toHaveLength(90);
    const told = bench.calls('StopTask').map(({ input }) => JSON.stringify(input));
    expect(new Set(told).size).toBe(told.length);
  });

  const waiting = createStopTasks({
    stopTask: (_cluster, _task, _reason, { signal }) =>
      call('ecs.StopTask', async () => {
        if (!signal.aborted) await once(signal, 'abort');
        throw new BudgetTimeoutError('others came first');
      }),
  });
  const twoTasks = { kind: 'stop-tasks', clusterArn: 'demo', taskArns: ['a', 'b'], reason: 'test' } as const;

  it('is tried again where none was reached, because the share of the request rate went to others', async () => {
    const attempt = scriptedAttempt();
    const run = waiting(twoTasks, attempt);
    attempt.end('too-late');
    await expect(run).rejects.toMatchObject({ callError: { code: 'BudgetTimeout', cause: 'transient' } });
  });

  it('waits for no share of the request rate once it is cancelled', async () => {
    const environment = new MockActivityEnvironment({ startToCloseTimeoutMs: 60_000 }, quiet);
    const run = environment.run(() => inAttempt((attempt) => waiting(twoTasks, attempt)));
    environment.cancel();
    await expect(run).rejects.toMatchObject({ name: 'CancelledFailure', details: [{ sent: [] }] });
  });

  it('that is cancelled in the middle tells no more, and says which tasks it told', async () => {
    const crowd = world(90); // more than the request rate allows at once
    const arns = tasksOf(crowd).map(({ arn }) => arn);
    const environment = new MockActivityEnvironment({ startToCloseTimeoutMs: 15_000 }, quiet);
    const first = bench.aws.record.until((entry) => entry.kind === 'call' && entry.operation === 'StopTask');
    const run = environment.run(() =>
      bench.activities.stopTasks({ ...twoTasks, clusterArn: crowd.cluster, taskArns: arns }),
    );
    await first;
    environment.cancel();
    const failure: unknown = await run.catch((error: unknown) => error);
    const told = toldOf(crowd).map(({ arn }) => arn);
    expect(told.length).toBeLessThan(90);
    expect(failure).toMatchObject({
      name: 'CancelledFailure',
      details: [{ sent: expect.anything() as unknown }],
    });
    const [{ sent }] = (failure as { details: [{ sent: { taskArn: string }[] }] }).details; // as was just seen
    expect(sent.map(({ taskArn }) => taskArn).sort()).toEqual(told.sort());
    expect(sent).toEqual(sent.map(({ taskArn }) => ({ operation: 'ecs.StopTask', taskArn, answer: 'done' })));
  });

  it('that was complete when it was cancelled ends well', async () => {
    const crowd = world(2);
    const arns = tasksOf(crowd).map(({ arn }) => arn);
    bench.aws.faults.add({
      service: 'ecs',
      operation: 'StopTask',
      kind: 'slow',
      latencyMs: 1_500,
      on: 'machine',
    });
    const environment = new MockActivityEnvironment({ startToCloseTimeoutMs: 15_000 }, quiet);
    const run = environment.run(() =>
      bench.activities.stopTasks({ ...twoTasks, clusterArn: crowd.cluster, taskArns: arns }),
    );
    await once(environment, 'heartbeat');
    environment.cancel();
    await expect(run).resolves.toBe('done');
  });

  it('of which a pause of all stops a part has told the others; one that told none says that all is paused', async () => {
    const crowd = world(60);
    const arns = tasksOf(crowd).map(({ arn }) => arn);
    isPaused = () => toldOf(crowd).length > 0;
    await expect(attempt(crowd, arns)).resolves.toBe('done');
    expect(toldOf(crowd).length).toBeLessThan(60);
    await expect(attempt(crowd, arns)).resolves.toBe('paused');
  });
});
