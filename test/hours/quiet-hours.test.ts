import { eventsIn } from '../support/histories';
import { hoursMs, startHours, type Hours } from '../support/hours';

describe('a drain that waits for a task', () => {
  let hours: Hours;
  beforeAll(async () => {
    hours = await startHours();
  });
  afterAll(() => hours.stop());

  it('adds at most 50 events to its history in a quiet hour', async () => {
    const world = hours.createWorld({
      instances: 2,
      services: [{ name: 'web', desiredCount: 2, minimumHealthyPercent: 100, maximumPercent: 100 }],
      standalone: [{ family: 'training', runSeconds: 8 * 3600 }],
      selfStarted: { 'node-agent': {} },
      hooks: [{ name: 'drain', notify: hours.starterArn, notificationMetadata: '{"deadlineSeconds":32400}' }],
    });
    const [leaving = ''] = world.instanceIds;
    await hours.terminate(leaving);

    const { outcome, tookMs, runs } = await hours.result(leaving);

    expect(outcome).toBe('drained');
    expect(tookMs).toBeGreaterThan(hoursMs(8));
    const perHour = new Map<number, number>();
    const times = eventsIn(runs).map(({ eventTime }) => Number(eventTime?.seconds));
    for (const time of times) {
      const hour = Math.floor((time - (times[0] ?? NaN)) / 3600);
      perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
    }
    // Looks grow rarer from the last change on, and are as rare as heartbeats after the second hour.
    const quiet = [...perHour].filter(([hour]) => hour >= 2 && hour < 8).map(([, count]) => count);
    expect(quiet).toHaveLength(6);
    expect(Math.max(...quiet)).toBeLessThanOrEqual(50);
    expect(hours.findings()).toEqual([]);
  });
});
