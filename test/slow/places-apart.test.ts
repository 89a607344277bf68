import { pauseAll, readLimits, resumeAll } from '../../src/temporal/limits';
import { hookName } from '../support/scenario';
import { startSeveralPlaces, type SeveralPlaces } from '../support/several-places';
import { swept } from '../support/swept';

describe('several accounts and Regions with one Temporal namespace', () => {
  let places: SeveralPlaces;
  beforeAll(async () => {
    places = await startSeveralPlaces({ actAtOnce: 1, lifecycleHooks: [hookName] });
  });
  afterAll(() => places.stop());

  it('pause and limit each place by itself: a turn that is taken here is free there', async () => {
    const { one, otherRegion, otherAccount } = places;
    await pauseAll(one.client, otherAccount.aws, { by: 'ana', why: 'an incident there' });
    const world = { cluster: 'jobs', standalone: [{ family: 'job' }] };
    const [first = '', second = ''] = one.createWorld({ ...world, instances: 2 }).instanceIds;
    const [abroad = ''] = otherRegion.createWorld(world).instanceIds;
    const [paused = ''] = otherAccount.createWorld(world).instanceIds;
    await one.terminate(first);
    await one.untilStatus(first, ({ phase }) => phase === 'evict');
    await one.terminate(second);
    await Promise.all([otherRegion.terminate(abroad), otherAccount.terminate(paused)]);

    await one.untilStatus(second, ({ reason }) => reason === 'AwaitingTurn');
    await otherRegion.untilStatus(abroad, ({ phase }) => phase === 'evict');
    await otherAccount.untilStatus(paused, ({ reason }) => reason === 'AllPaused');
    await expect(readLimits(one.client, one.aws)).resolves.toMatchObject({ paused: null, turns: [first] });
    await expect(readLimits(one.client, otherRegion.aws)).resolves.toMatchObject({ turns: [abroad] });

    await resumeAll(one.client, otherAccount.aws, { by: 'ana', why: 'over' });
    await Promise.all(places.all.map((place) => place.endTasks('job')));
    for (const id of [first, second])
      await expect(one.result(id)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(otherRegion.result(abroad)).resolves.toMatchObject({ outcome: 'drained' });
    await expect(otherAccount.result(paused)).resolves.toMatchObject({ outcome: 'drained' });
  });

  it('are swept each by itself', async () => {
    const { one, otherRegion } = places;
    const lost = [one, otherRegion].map((place) => {
      place.aws.faults.add({ kind: 'notification-lost' });
      return place.createWorld({ cluster: 'lost' }).instanceIds[0] ?? '';
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
