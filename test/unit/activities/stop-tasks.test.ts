import { once } from 'node:events';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { World } from '@ecs-drain/local-aws';
import { createStopTasks } from '../../../src/activities/stop-tasks';
import { AwaitingTurnError } from '../../../src/aws/budget';
import { call } from '../../../src/aws/trouble';
import { startActivities, type ActivityBench } from '../../support/activities';

const quiet = { logger: new DefaultLogger('ERROR') };

describe('telling many tasks to stop', () => {
  let bench: ActivityBench;
  beforeEach(async () => {
    bench = await startActivities();
  });
  afterEach(() => bench.stop());

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
        why: 'test',
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

  it('reaches all but those that are refused, and says which refusal a person has to mend', async () => {
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
    await expect(attempt(crowd, arns, 2_000)).resolves.toBe('done');
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

  it('is tried again where none was reached, because the share of the request rate went to others', async () => {
    const stopTasks = createStopTasks({
      stopTask: (_cluster, _task, _reason, { signal } = {}) =>
        call('ecs.StopTask', async () => {
          if (signal && !signal.aborted) await once(signal, 'abort');
          throw new AwaitingTurnError('others came first');
        }),
    });
    const run = new MockActivityEnvironment({ startToCloseTimeoutMs: 1_000 }, quiet).run(stopTasks, {
      kind: 'stop-tasks' as const,
      clusterArn: 'demo',
      taskArns: ['a', 'b'],
      why: 'test',
    });
    await expect(run).rejects.toMatchObject({ trouble: { code: 'AwaitingTurn', cause: 'transient' } });
  });
});
