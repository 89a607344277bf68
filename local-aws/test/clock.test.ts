import fc from 'fast-check';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { realClock, steppedClock } from '../src/index';
import { testAws } from './support/aws';

it('runs due events in time order, those that they schedule included', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50))), (events) => {
      const clock = steppedClock(0);
      const ran: number[] = [];
      for (const [atMs, thenMs] of events) {
        clock.scheduleAt(atMs, () => {
          ran.push(clock.now());
          clock.scheduleAfter(thenMs, () => ran.push(clock.now()));
        });
      }
      clock.advanceBy(100);
      expect(ran).toEqual([...ran].sort((a, b) => a - b));
      expect(ran).toHaveLength(events.length * 2);
      expect(clock.now()).toBe(100);
    }),
  );
});

it('runs events of one instant first in, first out, and cancelled ones never', () => {
  const clock = steppedClock(0);
  const ran: string[] = [];
  clock.scheduleAt(5, () => ran.push('a'));
  const cancel = clock.scheduleAt(5, () => ran.push('b'));
  clock.scheduleAt(5, () => ran.push('c'));
  cancel();
  clock.advanceTo(5);
  expect(ran).toEqual(['a', 'c']);
});

it('never goes back', () => {
  const clock = steppedClock(1_000);
  clock.advanceTo(500);
  expect(clock.now()).toBe(1_000);
});

it('a real clock runs events when they are due', async () => {
  const clock = realClock();
  const start = clock.now();
  const keepAlive = setInterval(() => undefined, 1_000);
  await new Promise<void>((resolve) => clock.scheduleAfter(15, resolve));
  clearInterval(keepAlive);
  expect(clock.now() - start).toBeGreaterThanOrEqual(15);
});

it('is brought up to date before any answer, so that events that are due come first', async () => {
  const clock = steppedClock(0);
  let now = 0;
  const test = await testAws({
    clock,
    beforeAnswer: () => {
      clock.advanceTo(now);
      return Promise.resolve();
    },
  });
  const ran: number[] = [];
  clock.scheduleAt(60_000, () => ran.push(clock.now()));
  now = 90_000;
  await test.ecs.send(new ListClustersCommand({}));
  expect(ran).toEqual([60_000]);
  expect(test.aws.record.entries).toMatchObject([{ kind: 'call', at: 90_000 }]);
  await test.close();
});
