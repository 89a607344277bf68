import { hoursMs, startHours, type Hours } from '../support/hours';
import { completionOf, endOf, taskArnOf } from '../support/task-life';

describe("a hook's global timeout of 48 hours", () => {
  let hours: Hours;
  beforeAll(async () => {
    hours = await startHours({ heartbeatSeconds: 2400 });
  });
  afterAll(() => hours.stop());

  it('stops tasks that would run for days in time, and is never left to end the wait by itself', async () => {
    const { aws } = hours;
    const [leaving = ''] = hours.createWorld({
      hooks: [{ name: 'drain', notify: hours.starterArn, heartbeatTimeoutSeconds: 7200 }],
      standalone: [
        { family: 'training', stopTimeoutSeconds: 600, stopSeconds: 600 },
        { family: 'stuck', stopTimeoutSeconds: 50 * 3600, ignoreSigterm: true },
      ],
    }).instanceIds;
    const globalTimeoutAt = hours.clock.now() + hoursMs(48);
    await hours.terminate(leaving);

    await expect(hours.result(leaving)).resolves.toMatchObject({
      outcome: 'deadline-reached',
      tasksStopped: 1,
    });

    // A minute before the global timeout, and for the order to stop as long before that as the stop takes, and not much longer.
    const completion = completionOf(aws, leaving);
    expect(completion).toMatchObject({ result: 'CONTINUE' });
    expect(completion?.at).toBeGreaterThan(globalTimeoutAt - 120_000);
    expect(completion?.at).toBeLessThan(globalTimeoutAt - 30_000);
    const training = endOf(aws, leaving, 'training');
    expect(training.stoppedAt).toBeLessThan(completion?.at ?? 0);
    expect(training.toldAt).toBeGreaterThan(globalTimeoutAt - 900_000);
    expect(hours.findings()).toMatchObject([
      { promise: 'cut-short', taskArn: taskArnOf(aws, leaving, 'stuck') },
    ]);
  });
});
