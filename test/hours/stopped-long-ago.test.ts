import { startHours, type Hours } from '../support/hours';

describe('tasks that stopped so long ago that ECS has forgotten them', () => {
  let hours: Hours;
  beforeAll(async () => {
    hours = await startHours();
  });
  afterAll(() => hours.stop());

  it('count as stopped: the drain goes on when ECS, which was down meanwhile, is back', async () => {
    const { aws } = hours;
    const world = hours.createWorld({
      standalone: [{ family: 'batch', runSeconds: 1200 }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    aws.faults.add({
      service: 'ecs',
      kind: 'error',
      code: 'ServerException',
      status: 503,
      startsInSeconds: 600,
      lastsSeconds: 3 * 3600,
    });
    await hours.terminate(leaving);

    await expect(hours.result(leaving)).resolves.toMatchObject({ outcome: 'drained', tasksStopped: 2 });
    const [batch] = aws.record.entries.filter(
      (entry) => entry.kind === 'task' && entry.family === 'batch' && entry.lastStatus === 'STOPPED',
    );
    const askedAgainAt = aws.record.entries.findLast(
      (entry) => entry.kind === 'call' && entry.operation === 'DescribeTasks' && entry.outcome.kind === 'ok',
    )?.at;
    expect((askedAgainAt ?? 0) - (batch?.at ?? 0)).toBeGreaterThan(3_600_000);
    expect(hours.findings()).toEqual([]);
  });
});
