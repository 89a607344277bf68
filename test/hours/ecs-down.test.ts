import { hoursMs, startHours, type Hours } from '../support/hours';

describe("an ECS that is down for longer than the hook's timeout", () => {
  let hours: Hours;
  beforeAll(async () => {
    hours = await startHours();
  });
  afterAll(() => hours.stop());

  it('does not cost the hook its life while Auto Scaling answers', async () => {
    const { aws, clock } = hours;
    const world = hours.createWorld({
      hooks: [{ name: 'drain', notify: hours.starterArn, heartbeatTimeoutSeconds: 600 }],
      standalone: [{ family: 'batch', runSeconds: 1200 }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    const backAt = clock.now() + hoursMs(3);
    aws.faults.add({
      service: 'ecs',
      kind: 'error',
      code: 'ServerException',
      status: 503,
      when: () => clock.now() < backAt,
    });
    await hours.terminate(leaving);

    const { outcome, heartbeats, tookMs } = await hours.result(leaving);

    expect(outcome).toBe('drained');
    expect(tookMs).toBeGreaterThanOrEqual(hoursMs(3));
    expect(tookMs).toBeLessThan(hoursMs(4));
    expect(heartbeats).toBeGreaterThanOrEqual((3 * 3600) / 200);
    expect(hours.findings()).toEqual([]);
  });
});
