import { audit } from '@ecs-drain/local-aws';
import { taskQueueOf } from '../../src/domain/task-queue';
import { hookName } from '../support/scenario';
import {
  callersOf,
  knowsOf,
  startSeveralAccountRegions,
  workerKeyOf,
  type SeveralAccountRegions,
} from '../support/several-account-regions';

describe('several accounts and Regions with one Temporal namespace and one starter', () => {
  let accountRegions: SeveralAccountRegions;
  beforeAll(async () => {
    accountRegions = await startSeveralAccountRegions();
  });
  afterAll(() => accountRegions.stop());

  it('drain each instance by the worker of its account and Region, and tell no other', async () => {
    // The same names everywhere: only the account and Region tell them apart.
    const leaving = accountRegions.all.map((one) => ({
      one,
      id:
        one.createWorld({ cluster: 'web', services: [{ name: 'site' }], instances: 2 }).instanceIds[0] ?? '',
    }));
    await Promise.all(leaving.map(({ one, id }) => one.terminate(id)));

    for (const { one, id } of leaving) {
      await expect(one.result(id)).resolves.toMatchObject({ outcome: 'drained' });
      await one.untilTerminated(id);
      const { taskQueue } = await one.drain(id).describe();
      expect(taskQueue).toBe(taskQueueOf(one.aws));
      expect(callersOf(one)).toEqual(new Set(['PERSON', workerKeyOf(one)]));
      const known = leaving.filter((other) => knowsOf(one, other.id));
      expect(known.map((other) => other.id)).toEqual([id]);
      const hookOwners = { [workerKeyOf(one)]: [hookName] };
      expect(audit(one.aws.record.entries, { hookOwners })).toEqual([]);
    }
  });
});
