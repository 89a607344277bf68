import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { adminClient, realClock, startLocalAws, steppedClock } from '../src/index';
import { testAws } from './support/aws';

// Half a million events take their time on a busy machine.
jest.setTimeout(30_000);

/** What becomes due and cannot be carried out: recorded, and no end of the local AWS. */

it('an event that throws is recorded and told in the timeline, and the others run', async () => {
  const test = await testAws();
  const ran: number[] = [];
  test.clock.scheduleAfter(1_000, () => ran.push(1));
  test.clock.scheduleAfter(1_000, () => {
    throw new Error('no such thing');
  });
  test.clock.scheduleAfter(1_000, () => ran.push(2));
  const admin = adminClient(test.aws.url);
  expect(await admin.advanceBy(2_000)).toMatchObject({ now: '2026-01-01T00:00:02.000Z' });
  expect(ran).toEqual([1, 2]);
  const { entries } = await admin.record({ kind: ['clock-failure'] });
  expect(entries).toMatchObject([
    {
      event: expect.stringContaining('no such thing') as string,
      error: expect.stringContaining('no such thing') as string,
    },
  ]);
  expect(await admin.timeline()).toMatch(/clock +failed: Error: no such thing in \(\) ?=> ?\{/);
  await test.close();
});

it('on a real clock too, where nobody steps it', async () => {
  const clock = realClock();
  const aws = await startLocalAws({ clock });
  clock.scheduleAfter(1, () => {
    throw new Error('no such thing');
  });
  await aws.record.until((entry) => entry.kind === 'clock-failure');
  expect((await fetch(`${aws.url}/health`)).status).toBe(200);
  await aws.close();
});

it('events that schedule each other for ever within one instant are dropped by name, and the rest goes on', async () => {
  const test = await testAws();
  const ping = () => {
    test.clock.scheduleAfter(0, function pingsForEver() {
      ping();
    });
  };
  const ran: string[] = [];
  test.clock.scheduleAfter(1_000, ping);
  test.clock.scheduleAfter(1_000, () => ran.push('same instant'));
  test.clock.scheduleAfter(1_001, () => ran.push('later'));
  test.clock.advanceBy(2_000);
  expect(ran).toEqual(['same instant', 'later']);
  expect(test.aws.record.entries).toMatchObject([
    {
      kind: 'clock-failure',
      at: Date.UTC(2026, 0, 1, 0, 0, 1),
      event: expect.stringContaining('pingsForEver') as string,
      error: expect.stringContaining('within one instant') as string,
    },
  ]);
  await test.ecs.send(new ListClustersCommand({}));
  await test.close();
});

it('without a local AWS that records it, what an event throws reaches whoever steps the clock', () => {
  const clock = steppedClock(0);
  clock.scheduleAfter(1, () => {
    throw new Error('no such thing');
  });
  expect(() => clock.advanceBy(2)).toThrow('no such thing');
});
