import { hoursMs, startHours, type Hours } from '../support/hours';
import { completionOf, endOf } from '../support/task-life';

describe("a hook's ceiling of 48 hours", () => {
  let hours: Hours;
  beforeAll(async () => {
    hours = await startHours({ heartbeatSeconds: 2400 });
  });
  afterAll(() => hours.stop());

  it('stops tasks that would run for days in time, and is never left to end the wait by itself', async () => {
    const { aws } = hours;
    const hook = { notify: hours.starterArn, heartbeatTimeoutSeconds: 7200 };
    const terminated = async (
      cluster: string,
      stop: { stopTimeoutSeconds: number; ignoreSigterm?: true },
    ) => {
      const [leaving = ''] = hours.createWorld({
        cluster,
        hooks: [{ name: 'drain', ...hook }],
        standalone: [{ family: 'training', stopSeconds: stop.stopTimeoutSeconds, ...stop }],
      }).instanceIds;
      const ceilingAt = hours.clock.now() + hoursMs(48);
      await hours.terminate(leaving);
      return { leaving, ceilingAt };
    };
    const polite = await terminated('polite', { stopTimeoutSeconds: 600 });
    const stuck = await terminated('stuck', { stopTimeoutSeconds: 50 * 3600, ignoreSigterm: true });

    await expect(hours.result(polite.leaving)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(hours.result(stuck.leaving)).resolves.toMatchObject({ outcome: 'deadline-reached' });

    // Not a quarter of an hour sooner than its ten minutes, a minute and the way of the order ask for.
    const { toldAt = 0 } = endOf(aws, polite.leaving, 'training');
    expect(toldAt + 600_000).toBeLessThanOrEqual(polite.ceilingAt - 60_000);
    expect(toldAt + 900_000).toBeGreaterThan(polite.ceilingAt - 60_000);
    const completion = completionOf(aws, stuck.leaving);
    expect(completion).toMatchObject({ result: 'CONTINUE' });
    expect(completion?.at).toBeGreaterThan(stuck.ceilingAt - 120_000);
    expect(completion?.at).toBeLessThan(stuck.ceilingAt - 30_000);
    expect(hours.findings()).toMatchObject([{ promise: 'cut-short', subject: stuck.leaving }]);
  });
});
