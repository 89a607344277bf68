import { AutoScalingClient, CompleteLifecycleActionCommand } from '@aws-sdk/client-auto-scaling';
import { completesEveryHook } from '../../../bench/known-bad';
import { patienceMs } from '../../support/scenario';
import { startTrial, type Side, type Trial } from '../../support/trial';

const archiver = 'ARCHIVER';
const archiveHook = 'archive-logs';

describe('a client that completes every hook', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial({
      client: completesEveryHook,
      world: { instances: 2, services: [{ name: 'web', desiredCount: 2, stopSeconds: 1 }] },
      othersHooks: { [archiver]: { name: archiveHook } },
    });
  });
  afterAll(() => trial.stop());

  it('is convicted of completing the hook of another, where our drain leaves it to its owner', async () => {
    const { bad, ours } = trial;
    const badLeaving = bad.world.instanceIds.slice(0, 1);
    const [ourLeaving = ''] = ours.world.instanceIds;

    const afterSeq = bad.scenario.aws.record.entries.length;
    await Promise.all([bad.terminate(badLeaving), ours.terminate([ourLeaving])]);
    await bad.scenario.aws.record.until(
      (entry) => entry.kind === 'lambda' && entry.change.what === 'succeeded',
      { afterSeq, timeoutMs: patienceMs },
    );
    await ours.scenario.result(ourLeaving);
    await completeArchiveHook(ours, ourLeaving);
    await ours.untilTerminated([ourLeaving]);

    expect(bad.findings()).toMatchObject([
      {
        promise: 'foreign-hook-completed',
        subject: badLeaving[0],
        hook: archiveHook,
        caller: completesEveryHook.accessKeyId,
      },
    ]);
    expect(ours.findings()).toEqual([]);
  });
});

async function completeArchiveHook(side: Side, ec2InstanceId: string): Promise<void> {
  const client = new AutoScalingClient(side.scenario.accessAs(archiver));
  await client.send(
    new CompleteLifecycleActionCommand({
      AutoScalingGroupName: side.world.group,
      LifecycleHookName: archiveHook,
      InstanceId: ec2InstanceId,
      LifecycleActionResult: 'CONTINUE',
    }),
  );
  client.destroy();
}
