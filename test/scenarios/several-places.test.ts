import { audit } from '@ecs-drain/local-aws';
import { taskQueueOf } from '../../src/domain/task-queue';
import { hookName } from '../support/scenario';
import {
  callersOf,
  knowsOf,
  startSeveralPlaces,
  workerKeyOf,
  type SeveralPlaces,
} from '../support/several-places';

describe('several accounts and Regions with one Temporal namespace and one starter', () => {
  let places: SeveralPlaces;
  beforeAll(async () => {
    places = await startSeveralPlaces();
  });
  afterAll(() => places.stop());

  it('drain each instance by the worker of its place, and tell no place of another', async () => {
    // The same names everywhere: only the place tells them apart.
    const leaving = places.all.map((place) => ({
      place,
      id:
        place.createWorld({ cluster: 'web', services: [{ name: 'site' }], instances: 2 }).instanceIds[0] ??
        '',
    }));
    await Promise.all(leaving.map(({ place, id }) => place.terminate(id)));

    for (const { place, id } of leaving) {
      await expect(place.result(id)).resolves.toMatchObject({ outcome: 'drained' });
      await place.untilTerminated(id);
      const { taskQueue } = await place.drain(id).describe();
      expect(taskQueue).toBe(taskQueueOf(place.aws));
      expect(callersOf(place)).toEqual(new Set(['PERSON', workerKeyOf(place)]));
      const known = leaving.filter((other) => knowsOf(place, other.id));
      expect(known.map((other) => other.id)).toEqual([id]);
      const hookOwners = { [workerKeyOf(place)]: [hookName] };
      expect(audit(place.aws.record.entries, { hookOwners })).toEqual([]);
    }
  });
});
