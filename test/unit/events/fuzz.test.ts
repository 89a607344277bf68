import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { isInterruptionNotice } from '../../../src/domain/notice';
import { parseEvent } from '../../../src/events/lambda-event';
import type { Parsed } from '../../../src/events/parsed';
import { event } from './support/carried';
import { recordOfSqs } from './support/events';
import { destroying, keeping } from './support/mutations';
import { plant, planted } from './support/planted';

const events = 4_000;
/** Of a record that comes to nothing, or of one signal, written as JSON: names of 255 characters, escaped. */
const longestAnswer = 8000;

const askedFor = (parsed: Parsed | undefined): readonly string[] => {
  if (parsed?.kind === 'notices') return parsed.notices.map(({ ec2InstanceId }) => ec2InstanceId);
  return parsed?.kind === 'wake' ? [parsed.task.taskArn] : [];
};

/** By the drain that gets it, for an account that there can be. */
const isUnderstood = (parsed: Parsed): boolean =>
  parsed.kind !== 'notices' ||
  (parsed.notices.every(isInterruptionNotice) && /^\d{12}$/.test(parsed.accountRegion.accountId));

it(`of ${events} events exactly what was planted is asked for`, () => {
  const seen = { asked: 0, nothing: 0 };
  const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  fc.assert(
    fc.property(event, ({ event: given, records }) => {
      const answer = parseEvent(given, { rebalanceRecommendations: 'drain' });
      const asked = answer.records.map(({ parsed }) => askedFor(parsed));
      const stories = records.map(({ story }) => story);
      expect({ stories, asked }).toEqual({ stories, asked: records.map(({ expected }) => expected) });
      expect(answer.records.every(({ parsed }) => isUnderstood(parsed))).toBe(true);
      expect(JSON.stringify(answer.records).length).toBeLessThan(longestAnswer * records.length);
      const total = asked.flat().length;
      seen.asked += total;
      seen.nothing += asked.length - total;
    }),
    { numRuns: events },
  );
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype);
  // The test is worth something only where both are many.
  expect(seen.asked).toBeGreaterThan(events / 4);
  expect(seen.nothing).toBeGreaterThan(events / 4);
}, 60_000);

it('each mutation has been seen to be what it is called, on each message', () => {
  const picked = { number: 0, id: '0123456789abcdef0', json: null };
  for (const what of planted)
    for (const mutation of [...keeping, ...destroying]) {
      const message = plant(what, what.leadsTo === 'wake' ? 'task' : 'i-00000001');
      const text = mutation.apply(message, what, picked) ?? JSON.stringify(message);
      const { records } = parseEvent({ Records: [recordOfSqs(text)] }, { rebalanceRecommendations: 'drain' });
      const story = `${what.name}: ${mutation.name}`;
      const count = askedFor(records[0]?.parsed).length;
      expect({ story, count }).toEqual({ story, count: mutation.identity === 'kept' ? 1 : 0 });
    }
});

it('what is answered holds nothing of what was given but what it says', () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void; // what the flag exposes
  const big = 'x'.repeat(100_000);
  const parse = (index: number) => {
    const id = `i-${index.toString(16).padStart(8, '0')}`;
    const message = plant(planted[0] ?? fail(), id);
    return parseEvent({ Records: [recordOfSqs({ ...message, [`x${index}`]: `${big}${index}` })] });
  };
  parse(0);
  gc();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: 1000 }, (_, index) => parse(index));
  gc();
  const grownBytes = process.memoryUsage().heapUsed - before;
  expect(kept.every(({ records }) => records[0]?.parsed.kind === 'notices')).toBe(true);
  expect(grownBytes).toBeLessThan(20_000_000); // of a hundred million that were given
});

function fail(): never {
  throw new Error('nothing is planted');
}
