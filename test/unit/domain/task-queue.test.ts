import { accountRegionOf, taskQueueOf } from '../../../src/domain/task-queue';

it.each(['eu-central-1', 'us-gov-west-1'])('a task queue tells its account and Region, %s', (region) => {
  const accountRegion = { accountId: '123456789012', region };
  expect(accountRegionOf(taskQueueOf(accountRegion))).toEqual(accountRegion);
});

it('a task queue that is none of ours tells no account and Region', () => {
  expect(accountRegionOf('drains')).toBeUndefined();
});
