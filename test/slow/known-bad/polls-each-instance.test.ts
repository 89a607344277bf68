import { steppedClock } from '@ecs-drain/local-aws';
import { pollsEachInstance } from '../../../bench/known-bad';
import { callsOf } from '../../support/scenario';
import { startTrial, type Trial } from '../../support/trial';

/** Few enough for a burst of 100 reads, if they are shared; three reads an instance and one to find it are 120. */
const leaving = 30;

describe('a client that polls for each instance on its own', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({
      client: pollsEachInstance,
      pollMs: 10_000,
      // Its first round is over in an instant, as it is where each drain has a function of its own: how fast this
      // machine makes the calls does not matter. Our drain gets no such favour, nor needs it.
      badAws: { clock: steppedClock() },
      world: {
        instances: leaving + 2,
        services: [{ name: 'web', desiredCount: leaving + 2, stopSeconds: 1 }],
      },
    });
  });
  afterAll(() => trial.stop());

  it('is convicted of being throttled when 30 instances leave at once, where our drains share their reads', async () => {
    const { bad, ours } = trial;
    const { aws } = bad.scenario;
    const { accessKeyId: caller } = pollsEachInstance;

    await bad.terminate(bad.world.instanceIds.slice(0, leaving));
    const beats = () => callsOf(aws, caller, ['RecordLifecycleActionHeartbeat']);
    await aws.record.until(() => beats().length === leaving); // a round ends with one
    const ourLeaving = ours.world.instanceIds.slice(0, leaving);
    await ours.terminate(ourLeaving);
    await ours.untilTerminated(ourLeaving);

    // A burst of 100 reads is four for each of 25 drains; the others are throttled.
    const findings = bad.findings();
    expect(findings.length).toBeGreaterThanOrEqual(leaving - 25);
    expect(new Set(findings.map((finding) => `${finding.promise} ${finding.caller ?? ''}`))).toEqual(
      new Set([`throttled ${caller}`]),
    );
    expect(ours.findings()).toEqual([]);
    expect(ours.completions()).toHaveLength(leaving);
  });
});
