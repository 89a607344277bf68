import { neverHeartbeats } from '../../../bench/known-bad';
import { hookName } from '../../support/scenario';
import { startTrial, type Trial } from '../../support/trial';

describe('a client that never heartbeats', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({
      client: neverHeartbeats,
      heartbeatTimeoutSeconds: 30, // the shortest that AWS allows
      // Told to stop when the drain begins, and so certain to outlive the timeout.
      world: {
        instances: 2,
        services: [{ name: 'web', desiredCount: 2, stopSeconds: 32, stopTimeoutSeconds: 60 }],
      },
      pollMs: 2_000,
    });
  });
  afterAll(() => trial.stop());

  it('is convicted of a hook that expires under a running container, where our drain keeps it alive', async () => {
    const { bad, ours } = trial;
    const badLeaving = bad.world.instanceIds.slice(0, 1);
    const ourLeaving = ours.world.instanceIds.slice(0, 1);

    await Promise.all([bad.terminate(badLeaving), ours.terminate(ourLeaving)]);
    await Promise.all([bad.untilTerminated(badLeaving), ours.untilTerminated(ourLeaving)]);

    expect(bad.findings()).toMatchObject([
      { promise: 'hook-expired', subject: badLeaving[0], hook: hookName },
      { promise: 'cut-short', subject: badLeaving[0] },
    ]);
    expect(bad.completions()).toEqual([]);
    expect(ours.findings()).toEqual([]);
    expect(ours.completions()).toMatchObject([{ ec2InstanceId: ourLeaving[0] }]);
  });
});
