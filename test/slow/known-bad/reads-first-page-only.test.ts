import { summarize } from '@ecs-drain/local-aws';
import { readsFirstPageOnly } from '../../../bench/known-bad';
import { startTrial, type Trial } from '../../support/trial';

describe('a client that reads the first page only', () => {
  let trial: Trial;
  afterEach(() => trial.stop());

  it('is convicted of cutting a container short on the 101st instance, where our drain finds the instance', async () => {
    trial = await startTrial({
      client: readsFirstPageOnly,
      world: { instances: 101, services: [{ name: 'web', desiredCount: 101, stopSeconds: 1 }] },
    });
    const { bad, ours } = trial;
    const badLeaving = bad.world.instanceIds.slice(100);
    const ourLeaving = ours.world.instanceIds.slice(100);

    await Promise.all([bad.terminate(badLeaving), ours.terminate(ourLeaving)]);
    await Promise.all([bad.untilTerminated(badLeaving), ours.untilTerminated(ourLeaving)]);

    expect(bad.findings()).toMatchObject([{ promise: 'cut-short', subject: badLeaving[0] }]);
    expect(bad.completions()).toMatchObject([{ by: readsFirstPageOnly.accessKeyId }]);
    expect(ours.findings()).toEqual([]);
  });

  it('is convicted of cutting short what stops behind the first 100 tasks, where our drain sees them all', async () => {
    trial = await startTrial({
      client: readsFirstPageOnly,
      // Two instances with half of each: 100 that stop soon, and listed behind them 5 that take longer.
      world: {
        instances: 2,
        services: [
          { name: 'web', desiredCount: 200, stopSeconds: 0.5 },
          { name: 'queue-worker', desiredCount: 10, stopSeconds: 5 },
        ],
      },
    });
    const { bad, ours } = trial;
    const badLeaving = bad.world.instanceIds.slice(0, 1);
    const ourLeaving = ours.world.instanceIds.slice(0, 1);

    await Promise.all([bad.terminate(badLeaving), ours.terminate(ourLeaving)]);
    await Promise.all([bad.untilTerminated(badLeaving), ours.untilTerminated(ourLeaving)]);

    const cutShort = { promise: 'cut-short', subject: badLeaving[0] };
    expect(bad.findings()).toMatchObject([cutShort, cutShort, cutShort, cutShort, cutShort]);
    // Whoever completes too early is not praised for being quick.
    expect(summarize(bad.scenario.aws.record.entries).releases).toEqual([]);
    expect(summarize(ours.scenario.aws.record.entries).releases).toHaveLength(1);
    expect(bad.completions()).toMatchObject([{ by: readsFirstPageOnly.accessKeyId }]);
    expect(ours.findings()).toEqual([]);
  });
});
