import { stopsDaemonsFirst } from '../../../bench/known-bad';
import { startTrial, type Trial } from '../../support/trial';

describe('a client that stops daemons first', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({
      client: stopsDaemonsFirst,
      world: {
        instances: 2,
        services: [{ name: 'web', desiredCount: 2, stopSeconds: 2 }],
        selfStarted: { 'node-agent': {} },
      },
    });
  });
  afterAll(() => trial.stop());

  it('is convicted of stopping what the instance started for itself too early, where our drain stops it last', async () => {
    const { bad, ours } = trial;
    const badLeaving = bad.world.instanceIds.slice(0, 1);
    const ourLeaving = ours.world.instanceIds.slice(0, 1);

    await Promise.all([bad.terminate(badLeaving), ours.terminate(ourLeaving)]);
    await Promise.all([bad.untilTerminated(badLeaving), ours.untilTerminated(ourLeaving)]);

    expect(bad.findings()).toMatchObject([
      { promise: 'daemon-stopped-early', subject: badLeaving[0], caller: stopsDaemonsFirst.accessKeyId },
    ]);
    expect(ours.findings()).toEqual([]);
  });
});
