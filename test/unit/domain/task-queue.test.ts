import { placeOf, taskQueueOf } from '../../../src/domain/task-queue';

it.each(['eu-central-1', 'us-gov-west-1'])('a task queue tells its account and Region, %s', (region) => {
  const place = { accountId: '123456789012', region };
  expect(placeOf(taskQueueOf(place))).toEqual(place);
});

it('a task queue that is none of ours tells no place', () => {
  expect(placeOf('drains')).toBeUndefined();
});
