import { eventsIn } from '../support/histories';
import { hoursMs, startHours, type Hours } from '../support/hours';

describe('a drain of 47 hours with a hook of one hour', () => {
  let hours: Hours;
  beforeAll(async () => {
    hours = await startHours();
  });
  afterAll(() => hours.stop());

  it('keeps the hook alive to the end, in at most 2,500 history events', async () => {
    const { aws } = hours;
    const world = hours.createWorld({
      hooks: [{ name: 'drain', notify: hours.starterArn, heartbeatTimeoutSeconds: 3600 }],
      standalone: [{ family: 'training', runSeconds: 47 * 3600 }],
      selfStarted: { 'node-agent': {} },
    });
    const [leaving = ''] = world.instanceIds;
    await hours.terminate(leaving);

    const { outcome, heartbeats, runs, tookMs } = await hours.result(leaving);

    expect(outcome).toBe('drained');
    expect(tookMs).toBeGreaterThanOrEqual(hoursMs(47));
    expect(tookMs).toBeLessThan(hoursMs(47.5));
    const recorded = aws.record.entries.filter(
      (entry) => entry.kind === 'lifecycle-action' && entry.change.what === 'heartbeat',
    );
    expect(recorded).toHaveLength(heartbeats);
    // A third of the timeout: every 20 minutes.
    expect(heartbeats).toBeGreaterThanOrEqual(47 * 3);
    expect(heartbeats).toBeLessThanOrEqual(47 * 3 + 5);
    expect(eventsIn(runs).length).toBeLessThanOrEqual(2500);
    expect(hours.findings()).toEqual([]);
  });
});
