import { pauseAll, readLimits, resumeAll } from '../../src/temporal/limits';
import { hookName } from '../support/scenario';
import { startSeveralAccountRegions, type SeveralAccountRegions } from '../support/several-account-regions';
import { swept } from '../support/swept';

describe('several accounts and Regions with one Temporal namespace', () => {
  let accountRegions: SeveralAccountRegions;
  beforeAll(async () => {
    accountRegions = await startSeveralAccountRegions({ maxConcurrentDrains: 1, lifecycleHooks: [hookName] });
  });
  afterAll(() => accountRegions.stop());

  it('pause and limit each account and Region by itself: a permit that is taken here is free there', async () => {
    const { one, otherRegion, otherAccount } = accountRegions;
    await pauseAll(one.client, otherAccount.aws, { by: 'ana', reason: 'an incident there' });
    const world = { cluster: 'jobs', standalone: [{ family: 'job' }] };
    const [first = '', second = ''] = one.createWorld({ ...world, instances: 2 }).instanceIds;
    const [abroad = ''] = otherRegion.createWorld(world).instanceIds;
    const [paused = ''] = otherAccount.createWorld(world).instanceIds;
    await one.terminate(first);
    await one.untilStatus(first, ({ phase }) => phase === 'wait-for-tasks');
    await one.terminate(second);
    await Promise.all([otherRegion.terminate(abroad), otherAccount.terminate(paused)]);

    await one.untilStatus(second, ({ reason }) => reason === 'AwaitingPermit');
    await otherRegion.untilStatus(abroad, ({ phase }) => phase === 'wait-for-tasks');
    await otherAccount.untilStatus(paused, ({ reason }) => reason === 'AllPaused');
    await expect(readLimits(one.client, one.aws)).resolves.toMatchObject({ paused: null, permits: [first] });
    await expect(readLimits(one.client, otherRegion.aws)).resolves.toMatchObject({ permits: [abroad] });

    await resumeAll(one.client, otherAccount.aws, { by: 'ana', reason: 'over' });
    await Promise.all(accountRegions.all.map((one) => one.endTasks('job')));
    for (const id of [first, second])
      await expect(one.result(id)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(otherRegion.result(abroad)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(otherAccount.result(paused)).resolves.toMatchObject({ outcome: 'drained' });
  });

  it('are swept each by itself', async () => {
    const { one, otherRegion } = accountRegions;
    const lost = [one, otherRegion].map((one) => {
      one.aws.faults.add({ kind: 'notification-lost' });
      return one.createWorld({ cluster: 'lost' }).instanceIds[0] ?? '';
    });
    const [here = '', abroad = ''] = lost;
    await Promise.all([one.terminate(here), otherRegion.terminate(abroad)]);

    await expect(swept(one)).resolves.toMatchObject({ started: [{ ec2InstanceId: here }] });
    await expect(one.drain(here).result()).resolves.toMatchObject({ outcome: 'drained' });
    await expect(otherRegion.drain(abroad).describe()).rejects.toThrow();
    await expect(swept(otherRegion)).resolves.toMatchObject({ started: [{ ec2InstanceId: abroad }] });
    await expect(otherRegion.drain(abroad).result()).resolves.toMatchObject({ outcome: 'drained' });
  });
});
