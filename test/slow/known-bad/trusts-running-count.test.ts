import { trustsRunningCount } from '../../../bench/known-bad';
import { startTrial, type Trial } from '../../support/trial';

describe('a client that trusts runningTasksCount', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({
      client: trustsRunningCount,
      world: { instances: 2, services: [{ name: 'web', desiredCount: 2, stopSeconds: 4 }] },
    });
  });
  afterAll(() => trial.stop());

  it('is convicted of cutting a container short in its stop timeout, where our drain waits', async () => {
    const { bad, ours } = trial;
    const badLeaving = bad.world.instanceIds.slice(0, 1);
    const ourLeaving = ours.world.instanceIds.slice(0, 1);

    await Promise.all([bad.terminate(badLeaving), ours.terminate(ourLeaving)]);
    await Promise.all([bad.untilTerminated(badLeaving), ours.untilTerminated(ourLeaving)]);

    expect(bad.findings()).toMatchObject([{ promise: 'cut-short', subject: badLeaving[0] }]);
    expect(bad.completions()).toMatchObject([{ by: trustsRunningCount.accessKeyId }]);
    expect(ours.findings()).toEqual([]);
  });
});
